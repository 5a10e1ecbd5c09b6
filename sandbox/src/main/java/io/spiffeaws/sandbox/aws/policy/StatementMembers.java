package io.spiffeaws.sandbox.aws.policy;

import io.spiffeaws.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the members of a statement that may be one string or a list of strings.
record StatementMembers(Json.Obj statement, String syntaxError) {
  Optional<List<String>> texts(String name) {
    return statement.get(name).map(this::texts);
  }

  List<String> texts(Json value) {
    return switch (value) {
      case Json.Str(var text) -> List.of(text);
      case Json.Arr(var items) when !items.isEmpty() -> {
        var texts = new ArrayList<String>();
        for (var item : items) {
          if (!(item instanceof Json.Str(var text))) {
            throw new MalformedPolicy(syntaxError);
          }
          texts.add(text);
        }
        yield texts;
      }
      default -> throw new MalformedPolicy(syntaxError);
    };
  }

  /// Like [#texts], for condition values, which may also be numbers and booleans.
  List<String> values(Json value) {
    return switch (value) {
      case Json.Num(var digits) -> List.of(digits);
      case Json.Bool(var bool) -> List.of(Boolean.toString(bool));
      case Json.Arr(var items) when !items.isEmpty() ->
          items.stream().flatMap(item -> scalar(item).stream()).toList();
      default -> texts(value);
    };
  }

  /// Returns the principals by type, of `Principal` or `NotPrincipal`. A lone `*` means everyone.
  Map<String, List<String>> principals() {
    var principals = new LinkedHashMap<String, List<String>>();
    var named = statement.get("Principal").or(() -> statement.get("NotPrincipal"));
    if (named.orElse(new Json.Null()) instanceof Json.Obj(var kinds)) {
      kinds.forEach((kind, names) -> principals.put(kind, texts(names)));
    }
    return principals;
  }

  private List<String> scalar(Json item) {
    if (item instanceof Json.Arr) {
      throw new MalformedPolicy(syntaxError);
    }
    return values(item);
  }
}
