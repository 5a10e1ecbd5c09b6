package io.spiffeaws.trust;

import java.util.ArrayDeque;
import java.util.List;

/// The fewest lines to take out (`- `) and put in (`+ `) that make one text of another. Lines that
/// both have are not shown.
public final class LineDiff {
  private LineDiff() {}

  public static String of(String before, String after) {
    var old = before.lines().toList();
    var now = after.lines().toList();
    return String.join("\n", walk(old, now, common(old, now)));
  }

  /// How many lines the first so many of the old and the first so many of the new have in common.
  private static int[][] common(List<String> old, List<String> now) {
    var common = new int[old.size() + 1][now.size() + 1];
    for (var i = 1; i <= old.size(); i++) {
      for (var j = 1; j <= now.size(); j++) {
        common[i][j] =
            old.get(i - 1).equals(now.get(j - 1))
                ? common[i - 1][j - 1] + 1
                : Math.max(common[i - 1][j], common[i][j - 1]);
      }
    }
    return common;
  }

  private static ArrayDeque<String> walk(List<String> old, List<String> now, int[][] common) {
    var lines = new ArrayDeque<String>();
    var i = old.size();
    var j = now.size();
    while (i > 0 || j > 0) {
      if (i > 0 && j > 0 && old.get(i - 1).equals(now.get(j - 1))) {
        i--;
        j--;
      } else if (j > 0 && (i == 0 || common[i][j - 1] >= common[i - 1][j])) {
        lines.addFirst("+ " + now.get(--j));
      } else {
        lines.addFirst("- " + old.get(--i));
      }
    }
    return lines;
  }
}
