package io.spiffeaws.spire;

import io.spiffeaws.text.InvisibleCharacters;

/// Text from outside, fit for one line of a message.
final class SanitizedText {
  private static final int LIMIT = 200;

  private SanitizedText() {}

  /// The text with control characters as `?` and other invisible ones escaped, cut after 200
  /// characters.
  static String of(String text) {
    var cut = text.codePointCount(0, text.length()) > LIMIT;
    return cut ? whole(text.substring(0, text.offsetByCodePoints(0, LIMIT))) + "..." : whole(text);
  }

  /// The same, however long.
  static String whole(String text) {
    return InvisibleCharacters.line(text);
  }
}
