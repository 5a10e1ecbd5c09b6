package io.spiffeaws.scenarios;

import static java.util.stream.Collectors.joining;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import java.util.List;
import java.util.Map;

/// What a look shows: the same lines for every world.
final class TerminalOutput {
  /// The agent's own ID: an entry that every world has, and that no scenario is about.
  private static final String NODE = "spiffe://example.org/host";

  /// What is not there.
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

  /// A line for each but the agent's own.
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
