package io.spiffeaws.trust;

import java.util.ArrayList;
import java.util.List;

/// The fewest lines to take out (`- `) and put in (`+ `) that make one JSON text of another. Lines
/// that both have are not shown; a comma at a line's end makes no other line of it, so that what is
/// put behind the last of a list is shown as just that.
public final class LineDiff {
  private LineDiff() {}

  public static String of(String before, String after) {
    var old = before.lines().toList();
    var now = after.lines().toList();
    return String.join("\n", walk(old, now, common(old, now)));
  }

  /// How many lines the old and the new have in common, each from one line to its end.
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

  private static List<String> walk(List<String> old, List<String> now, int[][] common) {
    var lines = new ArrayList<String>();
    var i = 0;
    var j = 0;
    while (i < old.size() || j < now.size()) {
      if (i < old.size() && j < now.size() && same(old.get(i), now.get(j))) {
        i++;
        j++;
      } else if (i < old.size() && (j == now.size() || common[i + 1][j] >= common[i][j + 1])) {
        lines.add("- " + old.get(i++));
      } else {
        lines.add("+ " + now.get(j++));
      }
    }
    return lines;
  }

  private static boolean same(String one, String other) {
    return withoutComma(one).equals(withoutComma(other));
  }

  private static String withoutComma(String line) {
    return line.endsWith(",") ? line.substring(0, line.length() - 1) : line;
  }
}
