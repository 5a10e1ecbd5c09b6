package io.spiffeaws.spire;

/// Text from outside, fit for one line of a message.
final class Printable {
  private static final int LIMIT = 200;

  private Printable() {}

  /// The text with control characters as `?`, cut after 200 characters.
  static String of(String text) {
    var cut = text.codePointCount(0, text.length()) > LIMIT;
    return cut ? whole(text.substring(0, text.offsetByCodePoints(0, LIMIT))) + "..." : whole(text);
  }

  /// The text with control characters as `?`, however long.
  static String whole(String text) {
    var shown = new StringBuilder();
    text.codePoints().forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    return shown.toString();
  }
}
