package io.spiffeaws.sandbox.aws.policy;

import java.util.Locale;

/// The wildcards of policies: `*` matches any text, `?` any single character. Linear in time, so
/// that no document can stall the sandbox.
final class Patterns {
  private Patterns() {}

  static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && one(pattern.charAt(p), text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  static boolean matchesIgnoringCase(String pattern, String text) {
    return matches(pattern.toLowerCase(Locale.ROOT), text.toLowerCase(Locale.ROOT));
  }

  /// Matches ARNs part by part. Only the last part may contain colons.
  static boolean matchesArn(String pattern, String arn) {
    var patterns = pattern.split(":", 6);
    var parts = arn.split(":", 6);
    if (patterns.length != 6 || parts.length != 6) {
      return pattern.equals("*");
    }
    for (int i = 0; i < 6; i++) {
      if (!matches(patterns[i], parts[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean one(char pattern, char character) {
    return pattern == '?'
        || pattern == character
        || (pattern == LITERAL_STAR && character == '*')
        || (pattern == LITERAL_MARK && character == '?');
  }

  /// Replacements of `${*}` and `${?}`, which match only the literal characters.
  static final char LITERAL_STAR = '\uE000';

  static final char LITERAL_MARK = '\uE001';
}
