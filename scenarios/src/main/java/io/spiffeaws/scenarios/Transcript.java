package io.spiffeaws.scenarios;

import io.spiffeaws.scenarios.Scenario.Expected;
import java.util.ArrayList;
import java.util.List;

/// Formats results like scenario files do.
final class Transcript {
  /// Marks a line that did not end in a newline.
  static final String NO_NEWLINE = "(no-eol)";

  private Transcript() {}

  /// Returns the expectation that matches a result.
  static Expected of(Result result) {
    return new Expected(result.exit(), lines(result.out()), lines(result.err()));
  }

  private static List<String> lines(String text) {
    var lines = new ArrayList<>(text.lines().toList());
    if (!text.isEmpty() && !text.endsWith("\n")) {
      lines.add(lines.removeLast() + NO_NEWLINE);
    }
    return lines;
  }

  /// Returns the lines of the file for an expectation.
  static List<String> print(Expected expected) {
    var lines = new ArrayList<String>();
    expected.out().forEach(line -> lines.add(marked('>', line)));
    expected.err().forEach(line -> lines.add(marked('!', line)));
    if (expected.exit() != 0) {
      lines.add("= " + expected.exit());
    }
    return lines;
  }

  private static String marked(char mark, String line) {
    return line.isEmpty() ? String.valueOf(mark) : mark + " " + line;
  }
}
