package io.spiffeaws.render.kubernetes;

/// How pods get at the agent's socket.
public enum SocketMount {
  /// By the SPIFFE CSI driver, which pods of every level of the pod security standards may use.
  csi,
  /// By a folder of the node, for which a namespace must be privileged.
  hostpath;

  /// The folder of the node that the socket is in.
  static final String NODE_DIRECTORY = "/run/spire/agent-sockets";

  /// The folder of a pod that it is in.
  static final String POD_DIRECTORY = "/spiffe-workload-api";

  static final String FILE = "spire-agent.sock";

  /// Path of the socket in a pod.
  static String podPath() {
    return POD_DIRECTORY + "/" + FILE;
  }

  /// The pod's volume, as YAML of an item of `volumes`.
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

  /// The level of a namespace whose pods use it.
  String podSecurity() {
    return this == csi ? "restricted" : "privileged";
  }
}
