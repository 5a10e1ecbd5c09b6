package io.spiffeaws.spire;

/// Text from outside, fit for one line of a message.
final class Printable {
  private static final int LIMIT = 200;

  private Printable() {}

  /// The text with control characters as `?`, cut after 200 characters.
  static String of(String text) {
    var shown = new StringBuilder();
    text.codePoints()
        .limit(LIMIT)
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    return text.codePointCount(0, text.length()) > LIMIT ? shown + "..." : shown.toString();
  }
}
