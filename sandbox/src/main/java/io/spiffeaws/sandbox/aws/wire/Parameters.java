package io.spiffeaws.sandbox.aws.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Parameters of a query string or form. If a name occurs twice, the first value counts.
public record Parameters(Map<String, String> values) {
  private static final int MOST = 2000;

  public Parameters {
    values = Map.copyOf(values);
  }

  /// Parses parameters.
  ///
  /// @param text `name=value&...`, percent-encoded like forms
  public static Parameters parse(String text) {
    var values = new LinkedHashMap<String, String>();
    for (var pair : text.split("&", MOST)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        var name = equals < 0 ? pair : pair.substring(0, equals);
        var value = equals < 0 ? "" : pair.substring(equals + 1);
        values.putIfAbsent(PercentCode.decodeForm(name), PercentCode.decodeForm(value));
      }
    }
    return new Parameters(values);
  }

  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /// Returns the members `name.member.1`, `name.member.2`, and so on up to the first missing one.
  public List<String> list(String name) {
    var members = new ArrayList<String>();
    for (int i = 1; values.containsKey(name + ".member." + i); i++) {
      get(name + ".member." + i).ifPresent(members::add);
    }
    return members;
  }

  /// Returns whether the list is present. An empty list is sent as `name=`.
  public boolean hasList(String name) {
    return has(name) || has(name + ".member.1");
  }

  /// Returns the value of a required parameter. The error contains the name with a lower-case first
  /// letter, as in AWS's validation messages.
  ///
  /// @throws AwsError ValidationError if it is missing
  public String required(String name) {
    return get(name)
        .orElseThrow(() ->
            AwsError.validation(
                "1 validation error detected: Value null at '"
                    + Character.toLowerCase(name.charAt(0))
                    + name.substring(1)
                    + "' failed to satisfy constraint: Member must not be null"));
  }
}
