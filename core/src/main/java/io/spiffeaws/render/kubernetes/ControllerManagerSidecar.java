package io.spiffeaws.render.kubernetes;

import io.spiffeaws.render.RenderedFile;

/// The SPIRE controller manager as a sidecar of the server, whose socket it uses. Its webhook,
/// which rejects malformed resources earlier, is not configured.
final class ControllerManagerSidecar {
  private ControllerManagerSidecar() {}

  /// Its permissions, which the server's service account gets.
  static String access(ClusterSettings settings) {
    return settings
        .template()
        .fill(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata:
              name: spire-controller-manager
            rules:
              - apiGroups: [""]
                resources: [endpoints, namespaces, nodes, pods]
                verbs: [get, list, watch]
              - apiGroups: [spire.spiffe.io]
                resources: [clusterfederatedtrustdomains, clusterspiffeids, clusterstaticentries]
                verbs: [get, list, watch, update, patch]
              - apiGroups: [spire.spiffe.io]
                resources: [clusterfederatedtrustdomains/finalizers, clusterspiffeids/finalizers, clusterstaticentries/finalizers]
                verbs: [update]
              - apiGroups: [spire.spiffe.io]
                resources: [clusterfederatedtrustdomains/status, clusterspiffeids/status, clusterstaticentries/status]
                verbs: [get, update, patch]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata:
              name: spire-controller-manager
            subjects:
              - kind: ServiceAccount
                name: spire-server
                namespace: ${namespace}
            roleRef:
              apiGroup: rbac.authorization.k8s.io
              kind: ClusterRole
              name: spire-controller-manager
            """);
  }

  static RenderedFile configuration(ClusterSettings settings) {
    var text =
        settings
            .template()
            .text("agents", "^" + settings.agentNamespace() + "$")
            .fill(
                """
                apiVersion: spire.spiffe.io/v1alpha1
                kind: ControllerManagerConfig
                metrics: {bindAddress: "127.0.0.1:8082"}
                health: {healthProbeBindAddress: "0.0.0.0:8083"}
                leaderElection: {leaderElect: false}
                clusterName: ${cluster}
                clusterDomain: cluster.local
                trustDomain: ${trustDomain}
                # entries with other prefixes, such as those of spiffe-aws apply, are not changed
                entryIDPrefix: ${cluster}
                # regular expressions; without ^ and $ they would also match parts of names
                ignoreNamespaces: ["^kube-system$", "^kube-public$", ${agents}]
                spireServerSocketPath: /spire-server/api.sock
                """);
    return new RenderedFile("controller-manager.yaml", text);
  }

  /// An item of `containers`.
  static String container(ClusterSettings settings) {
    return new Template()
        .text("image", settings.images().of("spire-controller-manager"))
        .fill(
            """
            - name: spire-controller-manager
              image: ${image}
              args: [--config=/run/spire/manager/controller-manager.yaml]
              env:
                - {name: ENABLE_WEBHOOKS, value: "false"}
              ports:
                - {name: manager-healthz, containerPort: 8083}
              livenessProbe:
                httpGet: {path: /healthz, port: manager-healthz}
                initialDelaySeconds: 15
              # no readiness probe: agents must reach the server while the manager waits for the API server
              resources:
                requests: {cpu: 50m, memory: 64Mi}
                limits: {memory: 256Mi}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              volumeMounts:
                - {name: manager, mountPath: /run/spire/manager, readOnly: true}
                - {name: socket, mountPath: /spire-server, readOnly: true}
            """);
  }

  /// Items of `volumes`.
  static String volumes() {
    return """
    - name: manager
      configMap: {name: spire-controller-manager}
    """;
  }
}
