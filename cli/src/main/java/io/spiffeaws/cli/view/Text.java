package io.spiffeaws.cli.view;

import io.spiffeaws.text.InvisibleCharacters;

/// Text from outside, made fit for a terminal.
public final class Text {
  private Text() {}

  /// The same text with control characters as `?` and other invisible ones escaped, so that it
  /// cannot steer a terminal, break a line, or look like another.
  public static String plain(String text) {
    return InvisibleCharacters.line(text);
  }
}
