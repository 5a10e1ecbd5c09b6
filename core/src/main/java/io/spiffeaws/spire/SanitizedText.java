package io.spiffeaws.spire;

import io.spiffeaws.text.InvisibleCharacters;

/// Sanitizes external text for one line of a message.
final class SanitizedText {
  private static final int LIMIT = 200;

  private SanitizedText() {}

  /// Returns the text with control characters as `?` and other invisible ones escaped, truncated
  /// after 200 characters.
  static String of(String text) {
    var cut = text.codePointCount(0, text.length()) > LIMIT;
    return cut ? whole(text.substring(0, text.offsetByCodePoints(0, LIMIT))) + "..." : whole(text);
  }

  /// Returns the text with the same replacements, without truncation.
  static String whole(String text) {
    return InvisibleCharacters.line(text);
  }
}
