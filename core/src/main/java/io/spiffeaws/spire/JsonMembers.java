package io.spiffeaws.spire;

import io.spiffeaws.json.Json;
import io.spiffeaws.problem.ProblemException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads an object's members by name and type, and knows which of them nobody asked for. `null`
/// counts as absent, as in Go's JSON and in protobuf's.
final class JsonMembers {
  private final Json.Obj object;
  private final Set<String> asked = new HashSet<>();

  /// @throws ProblemException malformed, where it is not an object
  JsonMembers(Json json) {
    if (!(json instanceof Json.Obj members)) {
      throw malformed("it is not an object where one belongs");
    }
    this.object = members;
  }

  Optional<Json> get(String name) {
    asked.add(name);
    return object.get(name).filter(value -> !(value instanceof Json.Null));
  }

  /// The text of the first of those members that is there; empty where none is.
  String text(String... names) {
    for (var name : names) {
      var value = get(name);
      if (value.isPresent()) {
        return text(value.get(), name);
      }
    }
    return "";
  }

  /// The number of the first of those members that is there, in digits or in digits as a string; 0
  /// where none is.
  long number(String... names) {
    for (var name : names) {
      var value = get(name);
      if (value.isPresent()) {
        return number(value.get(), name);
      }
    }
    return 0;
  }

  /// The same, of at most 32 bits.
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

  /// @throws ProblemException malformed, where members are left that nobody asked for, and that
  ///   matters
  void finish(boolean strict) {
    if (strict) {
      object.members().keySet().stream()
          .filter(name -> !asked.contains(name))
          .findFirst()
          .ifPresent(name -> {
            throw unknown(name);
          });
    }
  }

  /// A member that entries of SPIRE before 1.5 had, or that is spelled as Go or protobuf's JSON do.
  private ProblemException unknown(String name) {
    if (name.equals("ttl")) {
      return malformed(
          "it has \"ttl\", which SPIRE 1.5 replaced",
          "write \"x509_svid_ttl\", and \"jwt_svid_ttl\" for tokens");
    }
    var written = snake(name);
    return asked.contains(written)
        ? malformed(
            "it has \"" + SanitizedText.of(name) + "\", which entries do not have",
            "write it as \"" + written + "\"")
        : malformed("it has \"" + SanitizedText.of(name) + "\", which entries do not have");
  }

  /// The problem that a member is missing which must be there.
  ProblemException missing(String name) {
    return object.members().keySet().stream()
        .filter(other -> snake(other).equals(name))
        .findFirst()
        .map(other ->
            malformed(
                "it has no \"" + name + "\", but \"" + SanitizedText.of(other) + "\"",
                "write it as \"" + name + "\""))
        .orElseGet(() -> malformed("it has no \"" + name + "\""));
  }

  private static String snake(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
        .replace('-', '_')
        .toLowerCase(Locale.ROOT);
  }

  static ProblemException malformed(String why) {
    return ProblemException.malformed(
        "malformed-entry", why, "see how entries are written: spiffe-aws entry export");
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
    return malformed("its \"" + name + "\" is not " + expected);
  }
}
