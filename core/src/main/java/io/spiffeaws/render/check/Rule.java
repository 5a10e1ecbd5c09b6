package io.spiffeaws.render.check;

import java.util.List;
import java.util.regex.Pattern;

/// Something that files of its time had and that no longer holds.
///
/// @param path where it stands, as [ConfigNode#matches] has it
/// @param value what stands there
/// @param code a stable word for programs
/// @param since why it no longer holds: `removed in SPIRE 1.6.0`
/// @param instead what to write
record Rule(List<String> path, Pattern value, String code, String since, String instead) {
  private static final Pattern ANY = Pattern.compile("(?s).*");

  static Rule of(String path, String code, String since, String instead) {
    return new Rule(List.of(path.split(" ")), ANY, code, since, instead);
  }

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

  /// What the rule is about: of any member of a block, the block.
  private String name(ConfigNode place) {
    return path.getLast().equals("*") && path.size() > 1 ? path.get(path.size() - 2) : place.name();
  }
}
