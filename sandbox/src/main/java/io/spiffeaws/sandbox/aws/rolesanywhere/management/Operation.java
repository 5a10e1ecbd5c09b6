package io.spiffeaws.sandbox.aws.rolesanywhere.management;

import io.spiffeaws.json.Json;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import java.util.Optional;
import java.util.regex.Pattern;

/// An operation of the management API.
///
/// @param path its only group, if any, is the ID of the resource
/// @param name the name in permissions, for example `GetProfile`
/// @param type type of the resource in the path, as in its ARN; empty if there is none
/// @param status HTTP status of the answer
record Operation(String method, Pattern path, String name, String type, int status, Action action) {

  /// Executes the operation.
  @FunctionalInterface
  interface Action {
    /// Returns the answer.
    ///
    /// @throws AwsError if AWS would reject the request; nothing is changed
    Json.Obj answer(ManagementCall call);
  }

  /// Creates an operation on all resources of a type.
  static Operation onAll(String method, String path, String name, int status, Action action) {
    return new Operation(method, Pattern.compile(path), name, "", status, action);
  }

  /// Creates an operation on one resource.
  ///
  /// @param path with `{id}`
  static Operation onOne(String method, String path, String name, String type, Action action) {
    var pattern = Pattern.compile(path.replace("{id}", "([^/]+)"));
    return new Operation(method, pattern, name, type, 200, action);
  }

  /// Returns the ID in the path of a matching request, empty text if the path has none.
  ///
  /// @return empty if the request is for another operation
  Optional<String> match(String requested, String requestedPath) {
    var matcher = path.matcher(requestedPath);
    if (!method.equals(requested) || !matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(type.isEmpty() ? "" : matcher.group(1));
  }
}
