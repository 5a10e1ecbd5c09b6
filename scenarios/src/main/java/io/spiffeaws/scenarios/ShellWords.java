package io.spiffeaws.scenarios;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Splits command lines that consist only of words and quotes, like a shell.
final class ShellWords {
  private static final Pattern WORD =
      Pattern.compile(
          "((?:[^\\s'\"\\\\$`|&;<>(){}\\[\\]*?~#]|'[^']*'|\"[^\"\\\\$`]*\")+)(?:[ \\t]+|$)");
  private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");

  private ShellWords() {}

  /// Returns the words, or empty if only a shell can parse the line.
  static Optional<List<String>> of(String line) {
    var words = new ArrayList<String>();
    var matcher = WORD.matcher(line.replaceAll("\\\\\n\\s*", "").strip());
    while (matcher.lookingAt()) {
      words.add(
          QUOTED
              .matcher(matcher.group(1))
              .replaceAll(
                  m -> Matcher.quoteReplacement(m.group(1) == null ? m.group(2) : m.group(1))));
      matcher.region(matcher.end(), matcher.regionEnd());
    }
    return matcher.regionStart() == matcher.regionEnd() ? Optional.of(words) : Optional.empty();
  }
}
