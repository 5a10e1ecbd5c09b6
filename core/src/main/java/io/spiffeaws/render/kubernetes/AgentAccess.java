package io.spiffeaws.render.kubernetes;

import java.util.List;

/// The agents' service account and its permissions: query the node's kubelet about pods.
final class AgentAccess {
  private AgentAccess() {}

  static String yaml(ClusterSettings settings) {
    return settings
        .template()
        .texts("kubelet", kubelet(settings.version()))
        .fill(
            """
            apiVersion: v1
            kind: ServiceAccount
            metadata:
              name: spire-agent
              namespace: ${agentNamespace}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata:
              name: spire-agent
            rules:
              # the pods of a kubelet; before Kubernetes 1.33 that requires nodes/proxy
              - apiGroups: [""]
                resources: [${kubelet}]
                verbs: [get]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata:
              name: spire-agent
            subjects:
              - kind: ServiceAccount
                name: spire-agent
                namespace: ${agentNamespace}
            roleRef:
              apiGroup: rbac.authorization.k8s.io
              kind: ClusterRole
              name: spire-agent
            """);
  }

  /// `nodes/proxy` would also allow to run commands in the pods of each node.
  private static List<String> kubelet(KubernetesVersion version) {
    return version.needsNodesProxy() ? List.of("nodes/pods", "nodes/proxy") : List.of("nodes/pods");
  }
}
