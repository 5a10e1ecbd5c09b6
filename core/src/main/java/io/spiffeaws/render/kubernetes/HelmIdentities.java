package io.spiffeaws.render.kubernetes;

import io.spiffeaws.spire.EntrySettings;
import io.spiffeaws.spire.Selector;
import io.spiffeaws.yaml.YamlScalar;
import java.util.List;
import java.util.stream.Collectors;

/// Identities as values of the hardened Helm charts, from which these create the same resources as
/// [ClusterSpiffeId] and [ClusterStaticEntry] (chart `spire`,
/// `spire-server.controllerManager.identities`).
final class HelmIdentities {
  private HelmIdentities() {}

  /// The two members of `identities`.
  static String yaml(List<Identities.Identity> identities) {
    return new Template()
        .lines(
            "pods",
            identities.stream()
                .filter(identity -> identity.pods().isPresent())
                .map(HelmIdentities::ofPods)
                .collect(Collectors.joining()))
        .lines(
            "entries",
            identities.stream()
                .filter(identity -> identity.pods().isEmpty())
                .map(HelmIdentities::staticEntry)
                .collect(Collectors.joining()))
        .fill(
            """
            clusterSPIFFEIDs:
              # an ID for each other pod of the cluster; only the workloads of the chain get one
              default: {enabled: false}
              test-keys: {enabled: false}
              # type raw: without further conditions of the chart
              ${pods}
            clusterStaticEntries:
              ${entries}
            """);
  }

  private static String ofPods(Identities.Identity identity) {
    var pods = identity.pods().orElseThrow();
    return new Template()
        .text("name", identity.name())
        .text("id", ClusterSpiffeId.escaped(identity.key().spiffeId().toString()))
        .lines("namespaces", ClusterSpiffeId.namespaces(pods))
        .lines("pods", ClusterSpiffeId.pods(pods))
        .texts(
            "selectors",
            identity.key().selectors().stream()
                .map(Selector::toString)
                .map(ClusterSpiffeId::escaped)
                .toList())
        .lines("settings", settings(identity.settings(), "ttl", "jwtTTL", "dnsNameTemplates"))
        .fill(
            """
            ${name}:
              type: raw
              spiffeIDTemplate: ${id}
              ${namespaces}
              ${pods}
              workloadSelectorTemplates: [${selectors}]
              ${settings}
            """);
  }

  private static String staticEntry(Identities.Identity identity) {
    return new Template()
        .text("name", identity.name())
        .text("id", identity.key().spiffeId().toString())
        .text("parent", identity.key().parentId().toString())
        .texts("selectors", identity.key().selectors().stream().map(Selector::toString).toList())
        .lines("settings", settings(identity.settings(), "x509SVIDTTL", "jwtSVIDTTL", "dnsNames"))
        .fill(
            """
            ${name}:
              spiffeID: ${id}
              parentID: ${parent}
              selectors: [${selectors}]
              ${settings}
            """);
  }

  /// The settings. The hint of a ClusterSPIFFEID is always written: the charts use the name of the
  /// resource if there is none, and write it without quotes, so it contains its own.
  private static String settings(
      EntrySettings settings, String ttl, String jwtTtl, String dnsNames) {
    var lines = new StringBuilder();
    IdentityLines.seconds(lines, ttl, settings.x509SvidTtl());
    IdentityLines.seconds(lines, jwtTtl, settings.jwtSvidTtl());
    var ofPods = ttl.equals("ttl");
    IdentityLines.list(
        lines,
        dnsNames,
        ofPods
            ? settings.dnsNames().stream().map(ClusterSpiffeId::escaped).toList()
            : settings.dnsNames());
    IdentityLines.list(lines, "federatesWith", settings.federatesWith());
    if (ofPods) {
      var hint = settings.hint().isEmpty() ? "" : YamlScalar.of(settings.hint());
      lines.append("hint: ").append(YamlScalar.of(hint)).append('\n');
    } else if (!settings.hint().isEmpty()) {
      lines.append("hint: ").append(YamlScalar.of(settings.hint())).append('\n');
    }
    IdentityLines.flag(lines, "admin", settings.admin());
    IdentityLines.flag(lines, "downstream", settings.downstream());
    return lines.toString();
  }
}
