package io.spiffeaws.cli.view;

import io.spiffeaws.cli.options.GlobalOptions.Color;
import java.util.Map;

/// Colours by meaning. Off if the text is not for a terminal, if `NO_COLOR` is set (no-color.org)
/// or if the terminal is `dumb`.
///
/// @param on whether text is coloured at all
public record Palette(boolean on) {
  static Palette of(Color color, boolean terminal, Map<String, String> environment) {
    return new Palette(
        switch (color) {
          case always -> true;
          case never -> false;
          case auto ->
              terminal
                  && environment.getOrDefault("NO_COLOR", "").isEmpty()
                  && !environment.getOrDefault("TERM", "").equals("dumb");
        });
  }

  /// Colours an addition or a success.
  public String good(String text) {
    return paint("32", text);
  }

  /// Colours a change or a notice.
  public String notable(String text) {
    return paint("33", text);
  }

  /// Colours a deletion or a failure.
  public String bad(String text) {
    return paint("31", text);
  }

  /// Colours a detail.
  public String faint(String text) {
    return paint("2", text);
  }

  /// Colours a heading.
  public String strong(String text) {
    return paint("1", text);
  }

  private String paint(String code, String text) {
    return on ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
