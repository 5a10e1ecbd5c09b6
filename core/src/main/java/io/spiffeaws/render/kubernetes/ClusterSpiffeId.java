package io.spiffeaws.render.kubernetes;

import io.spiffeaws.spire.EntryKey;
import io.spiffeaws.spire.EntrySettings;
import io.spiffeaws.spire.Selector;
import io.spiffeaws.yaml.YamlScalar;
import java.util.Optional;
import java.util.stream.Collectors;

/// A ClusterSPIFFEID (spire.spiffe.io/v1alpha1), from which the SPIRE controller manager creates an
/// entry for each selected pod. The entry contains all selectors, so it matches no workload that an
/// entry with these selectors alone would not match.
final class ClusterSpiffeId {
  private ClusterSpiffeId() {}

  static String yaml(
      String name,
      Optional<String> className,
      EntryKey key,
      EntrySettings settings,
      PodSelection pods) {
    return new Template()
        .text("name", name)
        .lines("class", IdentityLines.className(className))
        .text("id", escaped(key.spiffeId().toString()))
        .lines("namespaces", namespaces(pods))
        .lines("pods", pods(pods))
        .texts(
            "selectors",
            key.selectors().stream().map(Selector::toString).map(ClusterSpiffeId::escaped).toList())
        .lines("settings", settings(settings))
        .fill(
            """
            apiVersion: spire.spiffe.io/v1alpha1
            kind: ClusterSPIFFEID
            metadata:
              name: ${name}
            spec:
              ${class}
              spiffeIDTemplate: ${id}
              ${namespaces}
              ${pods}
              workloadSelectorTemplates: [${selectors}]
              ${settings}
            """);
  }

  static String namespaces(PodSelection pods) {
    return pods.namespace()
        .map(name ->
            """
            namespaceSelector:
              matchLabels:
                kubernetes.io/metadata.name: %s
            """
                .formatted(YamlScalar.of(name)))
        .orElse("");
  }

  static String pods(PodSelection pods) {
    return pods.labels().isEmpty()
        ? ""
        : "podSelector:\n  matchLabels:\n"
            + pods.labels().entrySet().stream()
                .map(label ->
                    "    %s: %s\n"
                        .formatted(YamlScalar.of(label.getKey()), YamlScalar.of(label.getValue())))
                .collect(Collectors.joining());
  }

  private static String settings(EntrySettings settings) {
    var lines = new StringBuilder();
    IdentityLines.seconds(lines, "ttl", settings.x509SvidTtl());
    IdentityLines.seconds(lines, "jwtTtl", settings.jwtSvidTtl());
    IdentityLines.list(
        lines,
        "dnsNameTemplates",
        settings.dnsNames().stream().map(ClusterSpiffeId::escaped).toList());
    IdentityLines.common(lines, settings);
    return lines.toString();
  }

  /// Escapes text for Go's text/template.
  static String escaped(String text) {
    return text.replace("{{", "{{`{{`}}");
  }
}
