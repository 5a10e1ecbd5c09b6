package io.spiffeaws.spire;

import io.spiffeaws.json.Json;
import io.spiffeaws.problem.ProblemException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads an object's members by name and type, and finds members that were not read. `null` counts
/// as absent, as in the JSON of Go and of protobuf. Not thread-safe.
final class JsonMembers {
  /// The hint for text that is not in the format of entries.
  static final String FORMAT = "to print entries in this format, run: spiffe-aws entry export";

  private final Json.Obj object;
  private final Set<String> read = new HashSet<>();

  /// @throws ProblemException malformed, if the JSON is not an object
  JsonMembers(Json json) {
    if (!(json instanceof Json.Obj members)) {
      throw malformed("expected a JSON object");
    }
    this.object = members;
  }

  Optional<Json> get(String name) {
    read.add(name);
    return object.get(name).filter(value -> !(value instanceof Json.Null));
  }

  /// Returns the text of the first of these members that is present, or an empty string if none is.
  String text(String... names) {
    for (var name : names) {
      var value = get(name);
      if (value.isPresent()) {
        return text(value.get(), name);
      }
    }
    return "";
  }

  /// Returns the number in the first of these members that is present, or 0 if none is. The member
  /// is a JSON number or a string of digits.
  long number(String... names) {
    for (var name : names) {
      var value = get(name);
      if (value.isPresent()) {
        return number(value.get(), name);
      }
    }
    return 0;
  }

  /// Returns the number in a member, which must fit 32 bits, or 0 if it is absent.
  int wholeNumber(String name) {
    var number = number(name);
    if (number != (int) number) {
      throw wrong(name, "a number of at most 2147483647");
    }
    return (int) number;
  }

  boolean flag(String name) {
    var value = get(name);
    if (value.isEmpty()) {
      return false;
    }
    if (value.get() instanceof Json.Bool(var on)) {
      return on;
    }
    throw wrong(name, "true or false");
  }

  List<Json> items(String name) {
    var value = get(name);
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.get() instanceof Json.Arr(var items)) {
      return items;
    }
    throw wrong(name, "an array");
  }

  List<String> texts(String name) {
    return items(name).stream().map(item -> text(item, name)).toList();
  }

  /// Checks that every member was read.
  ///
  /// @param strict whether an unread member is an error
  /// @throws ProblemException malformed, if strict and a member was not read
  void finish(boolean strict) {
    if (strict) {
      object.members().keySet().stream()
          .filter(name -> !read.contains(name))
          .findFirst()
          .ifPresent(name -> {
            throw unknown(name);
          });
    }
  }

  /// Returns the problem of an unknown member. Its hint covers the member `ttl` of SPIRE before 1.5
  /// and names spelled as in the JSON of Go or protobuf.
  private ProblemException unknown(String name) {
    if (name.equals("ttl")) {
      return malformed(
          "unknown member \"ttl\", which SPIRE 1.5 replaced",
          "write \"x509_svid_ttl\", and \"jwt_svid_ttl\" for tokens");
    }
    var written = snake(name);
    return read.contains(written)
        ? malformed(
            "unknown member \"" + SanitizedText.of(name) + "\"", "write it as \"" + written + "\"")
        : malformed("unknown member \"" + SanitizedText.of(name) + "\"");
  }

  /// Returns the problem that a required member is missing.
  ProblemException missing(String name) {
    return object.members().keySet().stream()
        .filter(other -> snake(other).equals(name))
        .findFirst()
        .map(other ->
            malformed(
                "the member \"%s\" is missing, found \"%s\""
                    .formatted(name, SanitizedText.of(other)),
                "write it as \"" + name + "\""))
        .orElseGet(() -> malformed("the member \"" + name + "\" is missing"));
  }

  private static String snake(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
        .replace('-', '_')
        .toLowerCase(Locale.ROOT);
  }

  static ProblemException malformed(String why) {
    return ProblemException.malformed("malformed-entry", why, FORMAT);
  }

  static ProblemException malformed(String why, String hint) {
    return ProblemException.malformed("malformed-entry", why, hint);
  }

  private static String text(Json value, String name) {
    if (value instanceof Json.Str(var text)) {
      return text;
    }
    throw wrong(name, "a string");
  }

  private static long number(Json value, String name) {
    var digits =
        switch (value) {
          case Json.Num(var text) -> text;
          case Json.Str(var text) -> text;
          case Json.Obj _, Json.Arr _, Json.Bool _, Json.Null _ -> "";
        };
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw wrong(name, "a whole number");
    }
  }

  private static ProblemException wrong(String name, String expected) {
    return malformed("the member \"" + name + "\" is not " + expected);
  }
}
