package io.spiffeaws.chain.manifest;

import io.spiffeaws.trust.role.S3Access;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The settings of a role apart from its name and subjects. An absent setting is taken from the
/// chain's defaults; one that is empty or false overrides them.
///
/// @param ways in which the IDs obtain its credentials; if empty, the only one that the chain has a
///   source for
/// @param audience that the role requires in tokens; if empty, the provider's first
/// @param policies ARNs of managed policies, or names of AWS managed policies
/// @param inlinePolicies documents by name
/// @param s3 objects that it may read or write
/// @param maxSession if empty, 1 h
/// @param path if empty, `/`
/// @param boundary ARN of the permissions boundary; if empty, the current one is not changed
/// @param tags by key
/// @param sessionTags whether tokens may contain session tags
public record RoleSettings(
    Optional<Set<RoleWay>> ways,
    Optional<String> audience,
    Optional<List<String>> policies,
    Optional<Map<String, String>> inlinePolicies,
    Optional<List<S3Access>> s3,
    Optional<Duration> maxSession,
    Optional<String> path,
    Optional<String> boundary,
    Map<String, String> tags,
    Optional<Boolean> sessionTags) {
  /// A role without settings.
  public static final RoleSettings NONE =
      new RoleSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Optional.empty());

  public RoleSettings {
    ways = ways.map(Set::copyOf);
    policies = policies.map(List::copyOf);
    inlinePolicies = inlinePolicies.map(Map::copyOf);
    s3 = s3.map(List::copyOf);
    tags = Map.copyOf(tags);
  }

  /// These settings, completed by the defaults. Tags are merged, ignoring case in keys as IAM does.
  RoleSettings over(RoleSettings defaults) {
    return new RoleSettings(
        ways.or(defaults::ways),
        audience.or(defaults::audience),
        policies.or(defaults::policies),
        inlinePolicies.or(defaults::inlinePolicies),
        s3.or(defaults::s3),
        maxSession.or(defaults::maxSession),
        path.or(defaults::path),
        boundary.or(defaults::boundary),
        merged(tags, defaults.tags),
        sessionTags.or(defaults::sessionTags));
  }

  /// The same without the settings for tokens.
  RoleSettings withoutTokens() {
    return new RoleSettings(
        ways,
        Optional.empty(),
        policies,
        inlinePolicies,
        s3,
        maxSession,
        path,
        boundary,
        tags,
        Optional.empty());
  }

  private static Map<String, String> merged(
      Map<String, String> tags, Map<String, String> defaults) {
    var merged = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    merged.putAll(tags);
    defaults.forEach(merged::putIfAbsent);
    return merged;
  }
}
