package io.spiffeaws.render.kubernetes;

/// How pods access the agent's socket.
public enum SocketMount {
  /// By the SPIFFE CSI driver, which is permitted at every level of the pod security standards.
  csi,
  /// By a directory of the node, which requires a privileged namespace.
  hostpath;

  /// The directory of the node that contains the socket.
  static final String NODE_DIRECTORY = "/run/spire/agent-sockets";

  /// The directory of a pod that contains the socket.
  static final String POD_DIRECTORY = "/spiffe-workload-api";

  static final String FILE = "spire-agent.sock";

  /// The path of the socket in a pod.
  static String podPath() {
    return POD_DIRECTORY + "/" + FILE;
  }

  /// The pod's volume, as an item of `volumes`.
  String volume() {
    return switch (this) {
      case csi ->
          """
          - name: spiffe-workload-api
            csi: {driver: csi.spiffe.io, readOnly: true}
          """;
      case hostpath ->
          """
          - name: spiffe-workload-api
            hostPath: {path: %s, type: Directory}
          """
              .formatted(NODE_DIRECTORY);
    };
  }

  /// The level of the pod security standards that a namespace of such pods needs.
  String podSecurity() {
    return this == csi ? "restricted" : "privileged";
  }
}
