package io.spiffeaws.render.kubernetes;

/// The agents' service account and its permissions: query the node's kubelet about pods.
final class AgentAccess {
  private AgentAccess() {}

  static String yaml(ClusterSettings settings) {
    return settings
        .template()
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
              # kubelets before Kubernetes 1.33 require nodes/proxy, later ones only nodes/pods
              - apiGroups: [""]
                resources: [nodes/pods, nodes/proxy]
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
}
