package io.spiffeaws.trust.policy;

import java.util.Optional;

/// The patterns of `StringLike`: `*` matches any characters including slashes, `?` exactly one (IAM
/// User Guide, "String condition operators").
public final class Glob {
  private Glob() {}

  /// Whether the text contains `*` or `?`.
  public static boolean isPattern(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  /// Whether the pattern matches everything that the other pattern or plain text matches. A yes is
  /// certain. A no may be wrong if only several characters together would show it.
  public static boolean covers(String pattern, String other) {
    // reached[j]: the pattern so far matches the first j characters of the other
    var reached = new boolean[other.length() + 1];
    reached[0] = true;
    for (var i = 0; i < pattern.length(); i++) {
      reached = step(pattern.charAt(i), reached, other);
    }
    return reached[other.length()];
  }

  /// Returns a text that both patterns match, or empty if there is none. Where wildcards meet, `?`
  /// becomes `x` and `*` nothing. Its time and memory grow with the product of both lengths.
  public static Optional<String> common(String one, String other) {
    return CommonText.of(one, other);
  }

  private static boolean[] step(char c, boolean[] reached, String other) {
    var next = new boolean[reached.length];
    next[0] = c == '*' && reached[0];
    for (var j = 1; j < reached.length; j++) {
      var against = other.charAt(j - 1);
      next[j] =
          switch (c) {
            case '*' -> reached[j] || next[j - 1];
            case '?' -> reached[j - 1] && against != '*';
            default -> reached[j - 1] && against == c;
          };
    }
    return next;
  }
}
