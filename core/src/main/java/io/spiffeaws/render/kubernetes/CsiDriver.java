package io.spiffeaws.render.kubernetes;

/// The SPIFFE CSI driver, as sidecars of the agent.
final class CsiDriver {
  private CsiDriver() {}

  /// The CSIDriver object.
  static String yaml() {
    return """
    apiVersion: storage.k8s.io/v1
    kind: CSIDriver
    metadata:
      name: csi.spiffe.io
      labels:
        # it mounts a socket that any pod may use
        security.kubernetes.io/csi-ephemeral-volume-profile: restricted
    spec:
      attachRequired: false
      podInfoOnMount: true
      fsGroupPolicy: None
      volumeLifecycleModes: [Ephemeral]
    """;
  }

  /// Items of `containers`.
  static String containers(Images images) {
    return new Template()
        .text("driver", images.of("spiffe-csi-driver"))
        .text("registrar", images.of("csi-node-driver-registrar"))
        .text("sockets", SocketMount.NODE_DIRECTORY)
        .fill(
            """
            - name: spiffe-csi-driver
              image: ${driver}
              args: [-workload-api-socket-dir, ${sockets}, -csi-socket-path, /spiffe-csi/csi.sock]
              env:
                - name: MY_NODE_NAME
                  valueFrom: {fieldRef: {fieldPath: spec.nodeName}}
              resources:
                requests: {cpu: 10m, memory: 32Mi}
                limits: {memory: 64Mi}
              securityContext:
                # it mounts into the directories of other pods
                privileged: true
                readOnlyRootFilesystem: true
              volumeMounts:
                - {name: sockets, mountPath: ${sockets}, readOnly: true}
                - {name: csi-socket, mountPath: /spiffe-csi}
                - {name: pods, mountPath: /var/lib/kubelet/pods, mountPropagation: Bidirectional}
            - name: csi-node-driver-registrar
              image: ${registrar}
              args: [-csi-address, /spiffe-csi/csi.sock, -kubelet-registration-path, /var/lib/kubelet/plugins/csi.spiffe.io/csi.sock]
              resources:
                requests: {cpu: 10m, memory: 32Mi}
                limits: {memory: 64Mi}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              volumeMounts:
                - {name: csi-socket, mountPath: /spiffe-csi}
                - {name: registration, mountPath: /registration}
            """);
  }

  /// Items of `volumes`.
  static String volumes() {
    return """
    - name: csi-socket
      hostPath: {path: /var/lib/kubelet/plugins/csi.spiffe.io, type: DirectoryOrCreate}
    - name: pods
      hostPath: {path: /var/lib/kubelet/pods, type: Directory}
    - name: registration
      hostPath: {path: /var/lib/kubelet/plugins_registry, type: Directory}
    """;
  }
}
