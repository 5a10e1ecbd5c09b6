# shellcheck shell=bash
# The certificates, configuration files and objects of a kube-node. Read by kube-node, in the directory of its stack.

authorities() {
  local ca="/CN=kubernetes" names=DNS:kubernetes
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -keyout kube/ca.key -out kube/ca.pem \
    -subj "$ca" -addext basicConstraints=critical,CA:TRUE 2>/dev/null
  openssl genrsa -out kube/sa.key 2048 2>/dev/null
  names+=,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local
  certificate apiserver /CN=kube-apiserver "$names,IP:$address,IP:${services%.*}.1"
  certificate apiserver-to-kubelet /O=system:masters/CN=kube-apiserver-kubelet-client
  certificate kubelet /O=system:nodes/CN=system:node:node-1 "IP:$address,DNS:node-1"
  certificate admin /O=system:masters/CN=admin
  certificate controller-manager /CN=system:kube-controller-manager
  certificate scheduler /CN=system:kube-scheduler
  certificate proxy /CN=system:kube-proxy
  certificate coredns /CN=coredns
  certificate kube-router /CN=kube-router
  kubeconfig admin >kubeconfig
  for name in kubelet controller-manager scheduler proxy coredns kube-router; do
    kubeconfig "$name" >"kube/$name.conf"
  done
}

certificate() { # NAME SUBJECT [ALTERNATIVE-NAMES]
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "kube/$1.key" -subj "$2" 2>/dev/null |
    openssl x509 -req -CA kube/ca.pem -CAkey kube/ca.key -CAcreateserial -days 30 -out "kube/$1.crt" \
      -extfile <(echo "subjectAltName=${3:-DNS:$1}") 2>/dev/null
}

kubeconfig() { # NAME: with the certificate of that name
  cat <<C
apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: "https://$address:6443", certificate-authority: $dir/kube/ca.pem}}]
users: [{name: u, user: {client-certificate: $dir/kube/$1.crt, client-key: $dir/kube/$1.key}}]
contexts: [{name: x, context: {cluster: c, user: u}}]
current-context: x
C
}

# Class, storage, and what the cluster DNS, the ingress controller and the network plugin may read.
objects() {
  cat <<C
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: nginx}
spec: {controller: traefik.io/ingress-controller}
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: local, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
provisioner: kubernetes.io/no-provisioner
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: ingress, namespace: kube-system}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: services-of-node}
rules:
  - apiGroups: ["", discovery.k8s.io, networking.k8s.io]
    resources: [nodes, namespaces, pods, services, endpoints, endpointslices, secrets, ingresses, ingressclasses, networkpolicies]
    verbs: [get, list, watch]
  - {apiGroups: [networking.k8s.io], resources: [ingresses/status], verbs: [update]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: services-of-node}
subjects:
  - {kind: ServiceAccount, name: ingress, namespace: kube-system}
  - {kind: User, name: coredns, apiGroup: rbac.authorization.k8s.io}
  - {kind: User, name: kube-router, apiGroup: rbac.authorization.k8s.io}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: services-of-node}
C
  local number
  for number in 1 2 3; do
    cat <<C
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: local-$number}
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteOnce]
  storageClassName: local
  local: {path: $dir/node/volumes/$number}
  nodeAffinity:
    required:
      nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node-1]}]}]
C
  done
}

node_files() {
  containerd_file >node/containerd.toml
  network_file >node/cni/node.conflist
  kubelet_file >node/kubelet.yaml
  cat >node/proxy.yaml <<C
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: iptables
clusterCIDR: $pods
clientConnection: {kubeconfig: $dir/kube/proxy.conf}
# these would change settings of the machine
conntrack: {maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
C
  cat >node/Corefile <<C
. {
  errors
  hosts $dir/kube/hosts {
    fallthrough
  }
  kubernetes cluster.local {
    kubeconfig $dir/kube/coredns.conf
  }
}
C
  cat >node/traefik.yaml <<C
entryPoints: {web: {address: "$address:80"}, websecure: {address: "$address:443", http: {tls: {}}}}
providers:
  kubernetesIngress:
    endpoint: https://$address:6443
    certAuthFilePath: $dir/kube/ca.pem
    token: $dir/kube/ingress.token
    ingressClass: nginx
global: {checkNewVersion: false, sendAnonymousUsage: false}
accessLog: {}
C
}

containerd_file() {
  cat <<C
version = 2
root = "$dir/node/containerd"
state = "/run/containerd"
[grpc]
  address = "/run/containerd/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "docker.io/library/pause:1"
  # root may lack CAP_SYS_RESOURCE
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "$dir/node/cni"
C
}

network_file() {
  cat <<C
{"cniVersion": "1.0.0", "name": "node", "plugins": [
  {"type": "bridge", "bridge": "pods", "isGateway": true, "hairpinMode": true,
   "ipam": {"type": "host-local", "ranges": [[{"subnet": "$pods"}]], "routes": [{"dst": "0.0.0.0/0"}], "dataDir": "/run/cni"}},
  {"type": "portmap", "capabilities": {"portMappings": true}}]}
C
}

kubelet_file() {
  cat <<C
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $dir/kube/ca.pem}}
authorization: {mode: Webhook}
tlsCertFile: $dir/kube/kubelet.crt
tlsPrivateKeyFile: $dir/kube/kubelet.key
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
cgroupDriver: cgroupfs
cgroupRoot: /$group
failCgroupV1: false
failSwapOn: false
clusterDNS: [$address]
clusterDomain: cluster.local
resolvConf: $dir/kube/resolv.conf
# images cannot be pulled again, and the disk is shared with other work
imageGCHighThresholdPercent: 100
evictionHard: {memory.available: 100Mi, nodefs.available: 1%, imagefs.available: 1%}
C
}
