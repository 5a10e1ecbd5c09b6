package io.spiffeaws.scenarios;

import static java.util.stream.Collectors.joining;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import java.util.List;
import java.util.Map;

/// Formats the results of state queries, identically for all worlds.
final class TerminalOutput {
  /// The agent's own ID. Every world has an entry for it, which no scenario tests.
  private static final String NODE = "spiffe://example.org/host";

  /// The output for a resource that does not exist.
  static final String NONE = "none\n";

  private TerminalOutput() {}

  /// A registration entry.
  record Entry(String id, String parent, List<String> selectors, String jwtTtl, String hint) {
    String line() {
      return id
          + (parent.equals(NODE) ? "" : " parent=" + parent)
          + selectors.stream().sorted().map(s -> " " + s).collect(joining())
          + (jwtTtl.equals("0") ? "" : " jwt_svid_ttl=" + jwtTtl)
          + (hint.isEmpty() ? "" : " hint=" + hint)
          + "\n";
    }
  }

  /// Returns one line for each entry except the agent's own.
  static String entries(List<Entry> entries) {
    return entries.stream()
        .filter(entry -> !entry.id().equals(NODE))
        .map(Entry::line)
        .sorted()
        .collect(joining());
  }

  static String provider(String url, List<String> audiences) {
    var bare = url.startsWith("https://") ? url : "https://" + url;
    return bare + audiences.stream().sorted().map(a -> " " + a).collect(joining()) + "\n";
  }

  static String role(Json trust, Map<String, Json> inlinePolicies) {
    return "trust "
        + JsonText.compact(trust)
        + "\n"
        + inlinePolicies.entrySet().stream()
            .map(p -> p.getKey() + " " + JsonText.compact(p.getValue()) + "\n")
            .collect(joining());
  }
}
