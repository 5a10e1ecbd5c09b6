package io.spiffeaws.render.kubernetes;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.render.conf.KeyType;
import io.spiffeaws.render.conf.RolesAnywhereCa;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.Optional;

/// The settings of a cluster's manifests.
///
/// @param cluster its name, which is configured in both server and agents
/// @param namespace of the server and the provider
/// @param agentNamespace of the agents, which need more permissions
/// @param nodeId the SPIFFE ID that all nodes of the cluster share
/// @param rolesAnywhere the requirements of IAM Roles Anywhere; empty if it is not used
/// @param version of the cluster
/// @param verifyKubelet whether kubelets have certificates of the cluster's CA
/// @param controllerManager whether the SPIRE controller manager runs in the server's pod
public record ClusterSettings(
    String trustDomain,
    IssuerUrl issuer,
    String cluster,
    String namespace,
    String agentNamespace,
    SpiffeId nodeId,
    KeyType jwtKeyType,
    Optional<RolesAnywhereCa> rolesAnywhere,
    SocketMount mount,
    Exposure exposure,
    Images images,
    KubernetesVersion version,
    boolean verifyKubelet,
    boolean controllerManager) {
  /// The directory in which the provider caches its own certificates.
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
          "server and agents must not share the namespace "
              + namespace
              + ", which is privileged for"
              + " the agents, and whose pods get no identity",
          "specify another with --agent-namespace");
    }
    if (!nodeId.trustDomain().equals(trustDomain) || nodeId.reserved()) {
      throw ProblemException.malformed(
          "malformed-node-id",
          nodeId + " is not an ID that the nodes of " + trustDomain + " can share",
          "specify an ID of this trust domain and not below /spire: --node-id spiffe://%s/k8s/%s/node"
              .formatted(trustDomain, cluster));
    }
  }

  /// The provider's own SPIFFE ID, with which it gets the keys from its agent.
  SpiffeId providerId() {
    return new SpiffeId(trustDomain, "/" + PROVIDER);
  }

  /// A template with the values that most manifests use.
  Template template() {
    return new Template()
        .text("namespace", namespace)
        .text("agentNamespace", agentNamespace)
        .text("trustDomain", trustDomain)
        .text("cluster", cluster);
  }
}
