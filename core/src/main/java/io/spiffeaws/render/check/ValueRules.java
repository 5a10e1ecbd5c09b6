package io.spiffeaws.render.check;

import java.util.List;
import java.util.stream.Stream;

/// Removed and renamed values of SPIRE's hardened Helm charts (their upgrade notes up to 0.30), and
/// values with which tokens fail in AWS.
final class ValueRules {
  private static final List<Rule> REMOVED =
      List.of(
          value(
              "spire-server notifier k8sbundle",
              "renamed in chart 0.24",
              "write bundlePublisher.k8sConfigMap"),
          value(
              "spire-server notifier k8sBundle",
              "deprecated in chart 0.26",
              "write bundlePublisher.k8sConfigMap"),
          value("spire-server nodeAttestor k8sPsat", "renamed in chart 0.24", "write k8sPSAT"),
          value(
              "spire-server nodeAttestor externalK8sPsat",
              "renamed in chart 0.24",
              "write externalK8sPSAT"),
          value("spire-agent nodeAttestor k8sPsat", "renamed in chart 0.24", "write k8sPSAT"),
          value(
              "spire-server federation bundleEndpoint refresh_hint",
              "renamed in chart 0.24",
              "write refreshHint"),
          value("spire-server ca_subject", "renamed in chart 0.24", "write caSubject"),
          value(
              "spire-server upstreamAuthority certManager issuer_name",
              "renamed in chart 0.24",
              "write issuerName"),
          value(
              "spire-server upstreamAuthority certManager issuer_kind",
              "renamed in chart 0.24",
              "write issuerKind"),
          value(
              "spire-server upstreamAuthority certManager issuer_group",
              "renamed in chart 0.24",
              "write issuerGroup"),
          value(
              "spire-server upstreamAuthority certManager kube_config_file",
              "renamed in chart 0.24",
              "write kubeConfigFile"),
          value(
              "spire-server dataStore sql plugin_data",
              "removed in chart 0.24",
              "write its settings in dataStore.sql"),
          value(
              "spire-agent sds defaultSvidName", "renamed in chart 0.24", "write defaultSVIDName"),
          value(
              "spire-agent sds disableSpiffeCertValidation",
              "renamed in chart 0.24",
              "write disableSPIFFECertValidation"),
          value(
              "spire-agent workloadAttestors k8s skipKubeletVerification",
              "removed in chart 0.23",
              "write verification.type: skip, or auto"),
          value(
              "spiffe-oidc-discovery-provider insecureScheme enabled",
              "removed in chart 0.17",
              "write tls.spire.enabled: false"));

  private static final List<Rule> FOR_AWS =
      List.of(
          Rule.of(
              "spire-server keyManager memory enabled",
              "true",
              "keys-in-memory",
              "after each restart the server signs with keys that are not published yet",
              "write keyManager.disk.enabled: true, or a KMS"),
          Rule.of(
              "spire-server jwtSVIDSupport",
              "false",
              "no-jwt-svids",
              "the server issues no tokens",
              "delete it"),
          Rule.of(
              "global spire jwtIssuer",
              "http://.*",
              "issuer-scheme",
              "AWS requires https",
              "write the https URL of the issuer"));

  private ValueRules() {}

  static Stream<Rule> all() {
    return Stream.concat(REMOVED.stream(), FOR_AWS.stream());
  }

  private static Rule value(String path, String since, String instead) {
    return Rule.of(path, "helm-value", since, instead);
  }
}
