package io.spiffeaws.render.kubernetes;

/// The namespaces, with the level of the pod security standards that is enforced in each.
final class Namespaces {
  private Namespaces() {}

  static String yaml(ClusterSettings settings) {
    return settings
        .template()
        .text("level", settings.mount().podSecurity())
        .fill(
            """
            apiVersion: v1
            kind: Namespace
            metadata:
              name: ${namespace}
              labels:
                pod-security.kubernetes.io/enforce: ${level}
            ---
            apiVersion: v1
            kind: Namespace
            metadata:
              name: ${agentNamespace}
              labels:
                # the agent inspects the other processes of its node
                pod-security.kubernetes.io/enforce: privileged
            """);
  }
}
