package io.spiffeaws.sandbox.aws.wire;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The members of a JSON request. A member that is null counts as absent.
public record JsonInput(Json.Obj members) {
  /// Parses a body.
  ///
  /// @param body empty: no members
  /// @throws AwsError SerializationException if it is not a JSON object
  public static JsonInput parse(byte[] body) {
    try {
      var text = new String(body, StandardCharsets.UTF_8);
      if (text.isBlank()) {
        return new JsonInput(Json.object());
      }
      if (JsonText.parse(text, "body") instanceof Json.Obj members) {
        return new JsonInput(members);
      }
    } catch (ProblemException notJson) {
      // reported below
    }
    throw unreadable();
  }

  /// Returns a text.
  ///
  /// @throws AwsError SerializationException if the member has another type
  public Optional<String> text(String name) {
    return get(name).map(JsonInput::text);
  }

  /// Returns a required text.
  ///
  /// @throws AwsError ValidationException if it is absent
  public String required(String name) {
    return text(name).orElseThrow(() -> missing(name));
  }

  public Optional<Boolean> flag(String name) {
    return get(name)
        .map(value ->
            switch (value) {
              case Json.Bool(var flag) -> flag;
              default -> throw unreadable();
            });
  }

  public Optional<Integer> number(String name) {
    return get(name)
        .map(value ->
            switch (value) {
              case Json.Num(var digits) -> parsed(digits);
              default -> throw unreadable();
            });
  }

  /// Returns a list of texts.
  public Optional<List<String>> texts(String name) {
    return items(name).map(items -> items.stream().map(JsonInput::text).toList());
  }

  /// Returns an object.
  public Optional<JsonInput> object(String name) {
    return get(name).map(JsonInput::object);
  }

  /// Returns a list of objects.
  public Optional<List<JsonInput>> objects(String name) {
    return items(name).map(items -> items.stream().map(JsonInput::object).toList());
  }

  /// Returns the error for a required member that is absent.
  public static AwsError missing(String name) {
    return RestRefusals.invalid(
        "1 validation error detected: Value at '"
            + name
            + "' failed to satisfy constraint: Member must not be null");
  }

  private Optional<List<Json>> items(String name) {
    return get(name)
        .map(value ->
            switch (value) {
              case Json.Arr(var items) -> items;
              default -> throw unreadable();
            });
  }

  private static String text(Json value) {
    return switch (value) {
      case Json.Str(var text) -> text;
      default -> throw unreadable();
    };
  }

  private static JsonInput object(Json value) {
    return switch (value) {
      case Json.Obj object -> new JsonInput(object);
      default -> throw unreadable();
    };
  }

  private Optional<Json> get(String name) {
    return members.get(name).filter(value -> !(value instanceof Json.Null));
  }

  private static int parsed(String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw unreadable();
    }
  }

  private static AwsError unreadable() {
    return new AwsError(400, "SerializationException", "");
  }
}
