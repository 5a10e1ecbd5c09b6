package io.spiffeaws.render.kubernetes;

/// The NetworkPolicy of the server. Only agents, and pods of namespaces with a label, may connect
/// to it; the server authenticates all of them again by their certificates. Kubelets' probes are
/// always permitted. A cluster without a network plugin that enforces policies ignores it.
final class ServerNetworkPolicy {
  private ServerNetworkPolicy() {}

  static String yaml(ClusterSettings settings) {
    return settings
        .template()
        .fill(
            """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: spire-server
              namespace: ${namespace}
            spec:
              podSelector:
                matchLabels:
                  app.kubernetes.io/name: spire-server
              policyTypes: [Ingress]
              ingress:
                - ports:
                    - {port: grpc, protocol: TCP}
                  from:
                    - namespaceSelector:
                        matchLabels:
                          kubernetes.io/metadata.name: ${agentNamespace}
                      podSelector:
                        matchLabels:
                          app.kubernetes.io/name: spire-agent
                    # administrators: kubectl label namespace NAME spiffe-aws/spire-server-access=true
                    - namespaceSelector:
                        matchLabels:
                          spiffe-aws/spire-server-access: "true"
            """);
  }
}
