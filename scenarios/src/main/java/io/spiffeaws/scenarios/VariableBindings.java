package io.spiffeaws.scenarios;

import static java.util.stream.Collectors.joining;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Values of names in a scenario: `$NAME`, which the world defines, and `<name>`, which takes its
/// value from the first output in which it occurs.
final class VariableBindings {
  private static final Pattern VARIABLE = Pattern.compile("\\$([A-Z][A-Z_]*)");
  private static final Pattern PLACEHOLDER = Pattern.compile("<(\\*|[a-z][a-z0-9]*)>");
  private static final String ANY_LINES = "...";

  private final Map<String, String> variables;
  private final Map<String, String> seen = new HashMap<>();

  VariableBindings(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /// Returns the text with all known names replaced by their values. Unknown names are not changed.
  String expand(String text) {
    var known =
        VARIABLE
            .matcher(text)
            .replaceAll(m -> quoted(variables.getOrDefault(m.group(1), m.group())));
    return PLACEHOLDER
        .matcher(known)
        .replaceAll(m -> quoted(seen.getOrDefault(m.group(1), m.group())));
  }

  /// Returns whether the text matches the lines. If it does, the values of their new placeholders
  /// are stored.
  boolean match(List<String> lines, String text) {
    var names = new HashSet<String>();
    var pattern = lines.stream().map(line -> pattern(line, names)).collect(joining());
    var matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    names.forEach(name -> seen.put(name, matcher.group(name)));
    return true;
  }

  /// Returns the text with known values replaced by their names.
  String generalize(String text) {
    var general = text;
    for (var entry : seen.entrySet()) {
      general = general.replace(entry.getValue(), "<" + entry.getKey() + ">");
    }
    for (var entry : variables.entrySet()) {
      if (entry.getValue().length() > 3) {
        general = general.replace(entry.getValue(), "$" + entry.getKey());
      }
    }
    return general;
  }

  private String pattern(String line, Set<String> names) {
    if (line.equals(ANY_LINES)) {
      return "(?:.*\n)*?";
    }
    var ended = !line.endsWith(Transcript.NO_NEWLINE);
    var text =
        expand(ended ? line : line.substring(0, line.length() - Transcript.NO_NEWLINE.length()));
    var pattern = new StringBuilder();
    var placeholders = PLACEHOLDER.matcher(text);
    var from = 0;
    while (placeholders.find()) {
      pattern.append(Pattern.quote(text.substring(from, placeholders.start())));
      pattern.append(placeholder(placeholders.group(1), names));
      from = placeholders.end();
    }
    return pattern.append(Pattern.quote(text.substring(from))).append(ended ? "\n" : "").toString();
  }

  private static String placeholder(String name, Set<String> names) {
    if (name.equals("*")) {
      return ".*?";
    }
    return names.add(name) ? "(?<" + name + ">[^\\s\"]+?)" : "\\k<" + name + ">";
  }

  private static String quoted(String text) {
    return Matcher.quoteReplacement(text);
  }
}
