package io.spiffeaws.trust.policy;

import java.util.Optional;

/// A text that two patterns of [Glob] both match.
final class CommonText {
  /// Follows the last character of a pattern.
  private static final int END = -1;

  private final String one;
  private final String other;

  /// Whether the rest of `one` from the first index on, and the rest of `other` from the second
  /// index on, match a common text.
  private final boolean[][] common;

  private CommonText(String one, String other) {
    this.one = one;
    this.other = other;
    this.common = new boolean[one.length() + 1][other.length() + 1];
    for (var i = one.length(); i >= 0; i--) {
      for (var j = other.length(); j >= 0; j--) {
        common[i][j] = haveCommonText(i, j);
      }
    }
  }

  /// As [Glob#common].
  static Optional<String> of(String one, String other) {
    var search = new CommonText(one, other);
    return search.common[0][0] ? Optional.of(search.text()) : Optional.empty();
  }

  /// Whether the rests match a common text, if this is known for all shorter rests.
  private boolean haveCommonText(int i, int j) {
    var a = at(one, i);
    var b = at(other, j);
    if (a == '*' || b == '*') {
      return (a != END && common[i + 1][j]) || (b != END && common[i][j + 1]);
    }
    if (a == END || b == END) {
      return a == b;
    }
    return (a == b || a == '?' || b == '?') && common[i + 1][j + 1];
  }

  private String text() {
    var text = new StringBuilder();
    var i = 0;
    var j = 0;
    while (i < one.length() || j < other.length()) {
      var a = at(one, i);
      var b = at(other, j);
      if (a == '*' && common[i + 1][j]) {
        i++; // matches nothing more
      } else if (b == '*' && common[i][j + 1]) {
        j++;
      } else {
        text.append(matched(a, b));
        i += a == '*' ? 0 : 1;
        j += b == '*' ? 0 : 1;
      }
    }
    return text.toString();
  }

  /// A character that two single characters, or one and a wildcard, match.
  private static char matched(int a, int b) {
    var named = a == '*' || a == '?' ? b : a;
    return named == '*' || named == '?' ? 'x' : (char) named;
  }

  private static int at(String pattern, int index) {
    return index < pattern.length() ? pattern.charAt(index) : END;
  }
}
