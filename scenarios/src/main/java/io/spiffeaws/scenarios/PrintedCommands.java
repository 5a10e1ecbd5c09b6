package io.spiffeaws.scenarios;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds the commands of the tool in hints and warnings, as the words that a reader would type.
final class PrintedCommands {
  private static final Pattern ADVICE =
      Pattern.compile("(?:spiffe-aws: (?:hint|warning): |\\s+)(.*)");

  private static final Pattern JSON = Pattern.compile("\\{\"error\":.*\"hint\":\"(.*)\"\\}\\}");
  private static final Pattern START = Pattern.compile("(?<![\\w/.-])spiffe-aws (?=[a-z-])");

  /// A placeholder for a value that only the reader knows.
  private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z][A-Z0-9]*(?:[-:/][A-Z]+)*");

  private static final Map<String, String> SAMPLES =
      Map.ofEntries(
          Map.entry("ID", "spiffe://example.org/app"),
          Map.entry("SUB", "spiffe://example.org/app"),
          Map.entry("TYPE:VALUE", "unix:uid:1000"),
          Map.entry("URL", "https://oidc.example.org"),
          Map.entry("PATH", "/run/spire.sock"),
          Map.entry("FILE", "file"),
          Map.entry("NAME", "app"),
          Map.entry("ROLE", "app"),
          Map.entry("ARN", "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/ID"),
          Map.entry("AUDIENCE", "sts.amazonaws.com"),
          Map.entry("COMMAND", "sh"));

  private final Set<String> names;

  /// Creates a finder.
  ///
  /// @param names of the commands at the top of the tree
  PrintedCommands(Set<String> names) {
    this.names = names;
  }

  /// Returns the commands in one line of output, without the name of the tool.
  List<List<String>> in(String line) {
    var advice = ADVICE.matcher(line);
    var json = JSON.matcher(line);
    var found = new ArrayList<List<String>>();
    if (!advice.matches() && !json.matches()) {
      return found;
    }
    var text = advice.matches() ? advice.group(1) : json.group(1).replace("\\\"", "\"");
    var start = START.matcher(text);
    while (start.find()) {
      var words = words(text.substring(start.end()));
      if (!words.isEmpty()
          && (names.contains(words.getFirst()) || words.getFirst().startsWith("-"))) {
        found.add(words);
      }
    }
    return found;
  }

  /// Returns the words of a command up to the point where the sentence continues.
  private static List<String> words(String text) {
    var command = ShellCommands.of(text, 1).stream().findFirst();
    var words = new ArrayList<String>();
    for (var word : command.map(ShellCommands.Command::words).orElse(List.of())) {
      var last = word.endsWith(",") || word.endsWith("?");
      words.add(last ? word.substring(0, word.length() - 1) : word);
      if (last) {
        break;
      }
    }
    return words;
  }

  /// Returns whether a command contains a placeholder.
  static boolean hasPlaceholder(List<String> words) {
    return words.stream().anyMatch(word -> PLACEHOLDER.matcher(word).matches());
  }

  /// Returns the words with each placeholder replaced by a valid value.
  ///
  /// @throws IllegalArgumentException if a placeholder is unknown
  static List<String> filled(List<String> words) {
    return words.stream()
        .map(word -> {
          if (!PLACEHOLDER.matcher(word).matches()) {
            return word;
          }
          var sample = SAMPLES.get(word);
          if (sample == null) {
            throw new IllegalArgumentException("unknown placeholder " + word + " in " + words);
          }
          return sample;
        })
        .toList();
  }
}
