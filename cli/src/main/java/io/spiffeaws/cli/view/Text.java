package io.spiffeaws.cli.view;

/// Text from outside, made fit for a terminal.
public final class Text {
  private Text() {}

  /// The same text with control characters as `?`, so that it cannot steer a terminal or break a
  /// line.
  public static String plain(String text) {
    if (text.codePoints().noneMatch(Character::isISOControl)) {
      return text;
    }
    var shown = new StringBuilder();
    text.codePoints().forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    return shown.toString();
  }
}
