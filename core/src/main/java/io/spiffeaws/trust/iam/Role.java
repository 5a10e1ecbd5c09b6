package io.spiffeaws.trust.iam;

import io.spiffeaws.trust.policy.TrustPolicy;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A role in IAM.
///
/// @param maxSession the maximum session duration, in whole seconds
/// @param boundary ARN of the permissions boundary
/// @param tags by key
public record Role(
    String name,
    String arn,
    String path,
    String description,
    Duration maxSession,
    Optional<String> boundary,
    Map<String, String> tags,
    TrustPolicy trust) {
  /// The key of the tag that marks a role as managed by this tool.
  public static final String MANAGED_TAG = "spiffe-aws";

  /// The value of that tag.
  public static final String MANAGED_VALUE = "managed";

  public Role {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /// The same role with another trust policy.
  public Role trusting(TrustPolicy policy) {
    return new Role(name, arn, path, description, maxSession, boundary, tags, policy);
  }

  /// The same role with other tags.
  Role tagged(Map<String, String> others) {
    return new Role(name, arn, path, description, maxSession, boundary, others, trust);
  }

  /// Whether this tool created or adopted the role.
  public boolean isManaged() {
    return tags.containsKey(MANAGED_TAG);
  }
}
