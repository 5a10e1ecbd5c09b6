package io.spiffeaws.sandbox.aws.rolesanywhere.management;

import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.JsonInput;
import io.spiffeaws.sandbox.aws.wire.Validation;
import java.util.Optional;
import java.util.regex.Pattern;

/// Names of resources in requests.
final class Names {
  private static final Pattern NAME = Pattern.compile("[ a-zA-Z0-9-_]*");

  private Names() {}

  /// Returns the name in a request that creates a resource.
  ///
  /// @throws AwsError ValidationException if it is missing or invalid
  static String required(JsonInput input) {
    return checked(input.required("name"));
  }

  /// Returns the name in a request that changes a resource, or empty if it is to be kept.
  ///
  /// @throws AwsError ValidationException if it is invalid
  static Optional<String> optional(JsonInput input) {
    return input.text("name").map(Names::checked);
  }

  private static String checked(String name) {
    new Validation().length("name", name, 1, 255).pattern("name", name, NAME).finish();
    return name;
  }
}
