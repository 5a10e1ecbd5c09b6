package io.spiffeaws.trust.iam;

import io.spiffeaws.trust.policy.TrustPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// A role to create.
///
/// @param path `/` or `/.../`; if empty, IAM's default
/// @param maxSession if empty, IAM's default
/// @param boundary ARN of the permissions boundary
public record NewRole(
    String name,
    TrustPolicy trust,
    Optional<String> path,
    Optional<Duration> maxSession,
    Optional<String> boundary,
    Map<String, String> tags,
    Optional<String> description) {
  public NewRole {
    tags = Map.copyOf(tags);
  }

  /// Returns the same role with a description.
  public NewRole describedAs(String text) {
    return new NewRole(name, trust, path, maxSession, boundary, tags, Optional.of(text));
  }
}
