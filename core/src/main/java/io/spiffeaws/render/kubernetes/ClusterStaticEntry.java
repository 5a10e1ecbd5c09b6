package io.spiffeaws.render.kubernetes;

import io.spiffeaws.spire.EntryKey;
import io.spiffeaws.spire.EntrySettings;
import io.spiffeaws.spire.Selector;
import java.util.Optional;

/// A ClusterStaticEntry (spire.spiffe.io/v1alpha1), from which the SPIRE controller manager creates
/// exactly that entry.
final class ClusterStaticEntry {
  private ClusterStaticEntry() {}

  static String yaml(
      String name, Optional<String> className, EntryKey key, EntrySettings settings) {
    return new Template()
        .text("name", name)
        .lines("class", IdentityLines.className(className))
        .text("id", key.spiffeId().toString())
        .text("parent", key.parentId().toString())
        .texts("selectors", key.selectors().stream().map(Selector::toString).toList())
        .lines("settings", settings(settings))
        .fill(
            """
            apiVersion: spire.spiffe.io/v1alpha1
            kind: ClusterStaticEntry
            metadata:
              name: ${name}
            spec:
              ${class}
              spiffeID: ${id}
              parentID: ${parent}
              selectors: [${selectors}]
              ${settings}
            """);
  }

  private static String settings(EntrySettings settings) {
    var lines = new StringBuilder();
    IdentityLines.seconds(lines, "x509SVIDTTL", settings.x509SvidTtl());
    IdentityLines.seconds(lines, "jwtSVIDTTL", settings.jwtSvidTtl());
    IdentityLines.list(lines, "dnsNames", settings.dnsNames());
    IdentityLines.common(lines, settings);
    IdentityLines.flag(lines, "storeSVID", settings.storeSvid());
    return lines.toString();
  }
}
