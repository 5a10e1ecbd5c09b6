package io.spiffeaws.render.kubernetes;

/// The server's service account and its permissions: verify agents' tokens, read the agents' pods
/// and nodes, and update the ConfigMap of the trust bundle.
final class ServerAccess {
  private ServerAccess() {}

  static String yaml(ClusterSettings settings) {
    return settings
        .template()
        .fill(
            """
            apiVersion: v1
            kind: ServiceAccount
            metadata:
              name: spire-server
              namespace: ${namespace}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata:
              name: spire-server
            rules:
              - apiGroups: [authentication.k8s.io]
                resources: [tokenreviews]
                verbs: [create]
              - apiGroups: [""]
                resources: [nodes]
                verbs: [get]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata:
              name: spire-server
            subjects:
              - kind: ServiceAccount
                name: spire-server
                namespace: ${namespace}
            roleRef:
              apiGroup: rbac.authorization.k8s.io
              kind: ClusterRole
              name: spire-server
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata:
              name: spire-server
              namespace: ${agentNamespace}
            rules:
              - apiGroups: [""]
                resources: [pods]
                verbs: [get]
              - apiGroups: [""]
                resources: [configmaps]
                resourceNames: [spire-bundle]
                verbs: [get, patch]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata:
              name: spire-server
              namespace: ${agentNamespace}
            subjects:
              - kind: ServiceAccount
                name: spire-server
                namespace: ${namespace}
            roleRef:
              apiGroup: rbac.authorization.k8s.io
              kind: Role
              name: spire-server
            ---
            # the server publishes its trust bundle here, from which agents bootstrap
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: spire-bundle
              namespace: ${agentNamespace}
            """);
  }
}
