package io.spiffeaws.render.kubernetes;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.render.conf.KeyType;
import io.spiffeaws.spiffe.SpiffeId;

/// What is rendered into a cluster.
///
/// @param cluster its name, which server and agents tell each other
/// @param namespace of the server and the provider
/// @param agentNamespace of the agents, which need more rights
/// @param nodeId the SPIFFE ID that all nodes of the cluster have in common
/// @param verifyKubelet whether kubelets have certificates of the cluster's CA
/// @param controllerManager whether the SPIRE controller manager runs beside the server
public record ClusterSettings(
    String trustDomain,
    IssuerUrl issuer,
    String cluster,
    String namespace,
    String agentNamespace,
    SpiffeId nodeId,
    KeyType jwtKeyType,
    SocketMount mount,
    Exposure exposure,
    Images images,
    boolean verifyKubelet,
    boolean controllerManager) {
  /// Where the provider keeps certificates of its own.
  public static final String ACME_CACHE = "/run/spire/acme";

  static final String AGENT = "spire-agent";
  static final String SERVER = "spire-server";
  static final String PROVIDER = "oidc-discovery-provider";
  static final String BUNDLE = "spire-bundle";
  static final String BUNDLE_KEY = "bundle.crt";
  static final int SERVER_PORT = 8081;

  public ClusterSettings {
    if (namespace.equals(agentNamespace)) {
      throw ProblemException.malformed(
          "same-namespace",
          "server and agents are to share the namespace "
              + namespace
              + ", which is privileged for"
              + " the agents, and whose pods get no identity",
          "name another with --agent-namespace");
    }
    if (!nodeId.trustDomain().equals(trustDomain) || nodeId.reserved()) {
      throw ProblemException.malformed(
          "malformed-node-id",
          nodeId + " is no ID that the nodes of " + trustDomain + " can have in common",
          "name one of this trust domain and not below /spire: --node-id spiffe://%s/k8s/%s/node"
              .formatted(trustDomain, cluster));
    }
  }

  /// The provider's own SPIFFE ID, by which its agent lets it have the keys.
  SpiffeId providerId() {
    return new SpiffeId(trustDomain, "/" + PROVIDER);
  }

  /// The places that most templates have.
  Template template() {
    return new Template()
        .text("namespace", namespace)
        .text("agentNamespace", agentNamespace)
        .text("trustDomain", trustDomain)
        .text("cluster", cluster);
  }
}
