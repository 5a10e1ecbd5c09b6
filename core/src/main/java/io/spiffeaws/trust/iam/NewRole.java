package io.spiffeaws.trust.iam;

import io.spiffeaws.trust.policy.TrustPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// A role to be made.
///
/// @param path `/` or `/.../`; where empty, IAM's own default
/// @param maxSession where empty, IAM's own default
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

  /// The same with that description.
  public NewRole describedAs(String text) {
    return new NewRole(name, trust, path, maxSession, boundary, tags, Optional.of(text));
  }
}
