package io.spiffeaws.sandbox.aws.rolesanywhere.management;

import io.spiffeaws.json.Json;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Resource;

/// The members that all resources have in answers.
final class ResourceJson {
  private ResourceJson() {}

  /// Returns the members.
  ///
  /// @param prefix of the ID and the ARN, for example `profile`
  static Json.Obj of(Resource resource, String prefix) {
    return Json.object()
        .with(prefix + "Id", Json.of(resource.id()))
        .with(prefix + "Arn", Json.of(resource.arn()))
        .with("name", Json.of(resource.name()))
        .with("enabled", Json.of(resource.enabled()))
        .with("createdAt", Json.of(resource.created().toString()))
        .with("updatedAt", Json.of(resource.updated().toString()));
  }
}
