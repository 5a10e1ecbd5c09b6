package io.spiffeaws.trust.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The smallest set of removed (`- `) and added (`+ `) lines between two JSON texts. Common lines
/// are not shown. A comma at the end of a line is ignored, so that an item appended to a list
/// appears as one addition. If several runs of lines are possible, the one with the least
/// indentation is shown: a statement from its opening brace.
public final class LineDiff {
  private LineDiff() {}

  public static String of(String before, String after) {
    var old = before.lines().toList();
    var now = after.lines().toList();
    var lines = merge(old, now, common(old, now));
    for (var end = lines.size(); end > 0; end--) {
      if (isEndOfRun(lines, end)) {
        slide(lines, end);
      }
    }
    return lines.stream()
        .filter(line -> line.sign != ' ')
        .map(line -> line.sign + " " + line.text)
        .collect(Collectors.joining("\n"));
  }

  /// @param sign `-` removed, `+` added, a space for unchanged lines
  private record Line(char sign, String text) {}

  /// The number of lines that the old and the new text have in common, from each pair of lines on.
  private static int[][] common(List<String> old, List<String> now) {
    var common = new int[old.size() + 1][now.size() + 1];
    for (var i = old.size() - 1; i >= 0; i--) {
      for (var j = now.size() - 1; j >= 0; j--) {
        common[i][j] =
            same(old.get(i), now.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private static List<Line> merge(List<String> old, List<String> now, int[][] common) {
    var lines = new ArrayList<Line>();
    var i = 0;
    var j = 0;
    while (i < old.size() || j < now.size()) {
      if (i < old.size() && j < now.size() && same(old.get(i), now.get(j))) {
        lines.add(new Line(' ', now.get(j++)));
        i++;
      } else if (i < old.size() && (j == now.size() || common[i + 1][j] >= common[i][j + 1])) {
        lines.add(new Line('-', old.get(i++)));
      } else {
        lines.add(new Line('+', now.get(j++)));
      }
    }
    return lines;
  }

  private static boolean isEndOfRun(List<Line> lines, int end) {
    return lines.get(end - 1).sign != ' ' && (end == lines.size() || lines.get(end).sign == ' ');
  }

  /// Moves the run that ends at a line up to the position with the least indentation. [#merge] has
  /// placed it as far down as possible.
  private static void slide(List<Line> lines, int end) {
    var sign = lines.get(end - 1).sign;
    var start = end;
    while (start > 0 && lines.get(start - 1).sign == sign) {
      start--;
    }
    var best = 0;
    for (var up = 1; canSlide(lines, start, end, up); up++) {
      best = indent(lines, start - up) < indent(lines, start - best) ? up : best;
    }
    for (var up = 1; up <= best; up++) {
      lines.set(start - up, new Line(sign, lines.get(start - up).text));
      lines.set(end - up, new Line(' ', lines.get(end - up).text));
    }
  }

  private static boolean canSlide(List<Line> lines, int start, int end, int up) {
    return up <= start
        && lines.get(start - up).sign == ' '
        && same(lines.get(start - up).text, lines.get(end - up).text);
  }

  private static int indent(List<Line> lines, int index) {
    var text = lines.get(index).text;
    return text.length() - text.stripLeading().length();
  }

  private static boolean same(String one, String other) {
    return withoutComma(one).equals(withoutComma(other));
  }

  private static String withoutComma(String line) {
    return line.endsWith(",") ? line.substring(0, line.length() - 1) : line;
  }
}
