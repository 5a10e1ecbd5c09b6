package io.spiffeaws.chain.manifest;

import io.spiffeaws.trust.S3Access;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a chain says of a role besides its name and who may assume it.
///
/// @param audience that tokens must have; where empty, the provider's first
/// @param policies ARNs of managed policies, or names of AWS's own
/// @param inlinePolicies documents by name
/// @param s3 objects that it may read or write
/// @param maxSession where empty, 1 h
/// @param path where empty, `/`
/// @param boundary ARN of the permissions boundary; where empty, whatever it has stays
/// @param tags by key
/// @param sessionTags let tokens bring session tags
public record RoleSettings(
    Optional<String> audience,
    List<String> policies,
    Map<String, String> inlinePolicies,
    List<S3Access> s3,
    Optional<Duration> maxSession,
    Optional<String> path,
    Optional<String> boundary,
    Map<String, String> tags,
    boolean sessionTags) {
  /// A role that is only named.
  public static final RoleSettings NONE =
      new RoleSettings(
          Optional.empty(),
          List.of(),
          Map.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          false);

  public RoleSettings {
    policies = List.copyOf(policies);
    inlinePolicies = Map.copyOf(inlinePolicies);
    s3 = List.copyOf(s3);
    tags = Map.copyOf(tags);
  }

  /// These, and where they name nothing the others; of tags both.
  RoleSettings over(RoleSettings defaults) {
    return new RoleSettings(
        audience.or(defaults::audience),
        policies.isEmpty() ? defaults.policies : policies,
        inlinePolicies.isEmpty() ? defaults.inlinePolicies : inlinePolicies,
        s3.isEmpty() ? defaults.s3 : s3,
        maxSession.or(defaults::maxSession),
        path.or(defaults::path),
        boundary.or(defaults::boundary),
        merged(defaults.tags, tags),
        sessionTags || defaults.sessionTags);
  }

  private static Map<String, String> merged(Map<String, String> one, Map<String, String> other) {
    var merged = new HashMap<>(one);
    merged.putAll(other);
    return merged;
  }
}
