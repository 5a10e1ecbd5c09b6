package io.spiffeaws.render.check;

import io.spiffeaws.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Checks a values file of SPIRE's hardened Helm charts, up to version 0.30.0 of the chart `spire`:
/// removed values, and values with which AWS rejects the issuer or its tokens.
final class CheckValues {
  private static final Set<String> CHARTS =
      Set.of("spire-server", "spire-agent", "spiffe-csi-driver", "spiffe-oidc-discovery-provider");
  private static final String PROVIDER = "spiffe-oidc-discovery-provider";

  private final List<ConfigNode> nodes;
  private final List<Finding> findings = new ArrayList<>();

  private CheckValues(List<ConfigNode> nodes) {
    this.nodes = nodes;
  }

  /// Whether it is such a file.
  static boolean knows(YamlNode document) {
    return document instanceof YamlNode.Mapping values
        && values.get("apiVersion").isEmpty()
        && (CHARTS.stream().anyMatch(chart -> values.get(chart).isPresent()) || isGlobal(values));
  }

  private static boolean isGlobal(YamlNode.Mapping values) {
    return values.get("global").orElse(null) instanceof YamlNode.Mapping global
        && global.get("spire").isPresent();
  }

  /// Checks the file.
  ///
  /// @return the findings in the order of the lines
  static List<Finding> run(YamlNode document) {
    var check = new CheckValues(ManifestNodes.of(document));
    check.run();
    return check.findings.stream().sorted(Finding.BY_LINE).toList();
  }

  private void run() {
    for (var node : nodes) {
      ValueRules.all()
          .filter(rule -> rule.applies(node))
          .limit(1)
          .map(rule -> rule.finding(node))
          .forEach(findings::add);
    }
    issuer();
    certificate();
  }

  /// Without an issuer, the chart's own is in the tokens. AWS requires the exact URL.
  private void issuer() {
    if (!has("global spire jwtIssuer", ".+") && !has("spire-server jwtIssuer", ".+")) {
      findings.add(
          new Finding(
              1,
              "jwt-issuer",
              "no jwtIssuer: tokens have the iss https://oidc-discovery.TRUST-DOMAIN",
              "write global.spire.jwtIssuer, the URL of the OIDC provider in IAM"));
    }
  }

  /// A provider serves a certificate of SPIRE by default, also through an ingress without a Secret.
  private void certificate() {
    nodes.stream()
        .filter(node -> node.matches(path(PROVIDER + " ingress enabled")))
        .filter(node -> node.text().equals("true"))
        .filter(_ ->
            !has(PROVIDER + " tls spire enabled", "false")
                && !has(PROVIDER + " ingress tlsSecret", ".+")
                && !has(PROVIDER + " ingress tls [] secretName", ".+"))
        .forEach(node ->
            findings.add(
                new Finding(
                    node.line(),
                    "spire-certificate",
                    "the ingress passes TLS to a provider with a certificate of SPIRE, which AWS"
                        + " does not accept",
                    "write tls.spire.enabled: false, and ingress.tlsSecret with a certificate of"
                        + " a public CA")));
  }

  private boolean has(String path, String value) {
    return nodes.stream().anyMatch(node -> node.matches(path(path)) && node.text().matches(value));
  }

  private static List<String> path(String text) {
    return List.of(text.split(" "));
  }
}
