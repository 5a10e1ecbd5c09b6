package io.spiffeaws.render.check;

import java.util.List;
import java.util.regex.Pattern;

/// A rule for a deprecated or removed setting.
///
/// @param path of the setting, as in [ConfigNode#matches]
/// @param value of the setting
/// @param code a stable code for programs
/// @param since the reason: `removed in SPIRE 1.6.0`
/// @param instead the fix
record Rule(List<String> path, Pattern value, String code, String since, String instead) {
  private static final Pattern ANY = Pattern.compile("(?s).*");

  static Rule of(String path, String code, String since, String instead) {
    return new Rule(List.of(path.split(" ")), ANY, code, since, instead);
  }

  /// A rule for certain values of a setting.
  ///
  /// @param value a regular expression for the whole value
  static Rule of(String path, String value, String code, String since, String instead) {
    return new Rule(List.of(path.split(" ")), Pattern.compile(value), code, since, instead);
  }

  boolean applies(ConfigNode place) {
    return place.matches(path) && place.textMatches(value);
  }

  Finding finding(ConfigNode place) {
    var shown = place.text().isEmpty() || value == ANY ? "" : " " + place.text();
    return new Finding(place.line(), code, name(place) + shown + ": " + since, instead);
  }

  /// The name for the message: the member's, or the block's if the rule concerns any member of a
  /// block.
  private String name(ConfigNode place) {
    return path.getLast().equals("*") && path.size() > 1 ? path.get(path.size() - 2) : place.name();
  }
}
