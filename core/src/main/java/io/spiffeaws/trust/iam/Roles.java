package io.spiffeaws.trust.iam;

import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The roles of an AWS account. Every method may throw a [io.spiffeaws.problem.ProblemException]:
/// missing, refused or unreachable. A compatible service without managed policies has none
/// attached, and rejects attaching one.
public interface Roles {
  /// Returns the role of that name, or empty if there is none.
  Optional<Role> find(String name);

  /// Returns all roles, without tags and boundaries, which the listing does not contain. Reads all
  /// pages.
  List<Role> list();

  /// Returns all roles with their unparsed trust policies; none if the service does not list roles.
  /// Reads all pages.
  List<ListedRole> listed();

  /// Returns the names of the roles whose trust policy names the provider; none if the service does
  /// not list roles.
  default List<String> trusting(ProviderArn provider) {
    return listed().stream().filter(role -> role.names(provider)).map(ListedRole::name).toList();
  }

  Role create(NewRole role);

  /// Replaces the whole trust policy. The last writer wins.
  void updateTrust(String name, TrustPolicy trust);

  void updateMaxSession(String name, Duration maxSession);

  void putBoundary(String name, String arn);

  void deleteBoundary(String name);

  /// Replaces the description. Does nothing if the service has no such call.
  void describe(String name, String description);

  void tag(String name, Map<String, String> tags);

  void untag(String name, Set<String> keys);

  /// Returns the ARNs of the attached managed policies.
  List<String> attachedPolicies(String name);

  void attachPolicy(String name, String arn);

  void detachPolicy(String name, String arn);

  /// Whether it is certain that no managed policy has that ARN, including AWS managed policies.
  /// False if the caller may not read it, or the service has no such call.
  boolean lacksPolicy(String arn);

  /// Returns the names of the inline policies.
  List<String> inlinePolicies(String name);

  /// Returns an inline policy's document as JSON, or empty if there is none of that name.
  Optional<String> inlinePolicy(String name, String policy);

  void putInlinePolicy(String name, String policy, String document);

  void deleteInlinePolicy(String name, String policy);

  /// Returns the names of the instance profiles that contain the role.
  List<String> instanceProfiles(String name);

  void delete(String name);

  /// Returns the maximum number of characters of a trust policy in this account, without
  /// whitespace; empty if the service does not report it.
  OptionalInt trustPolicyQuota();
}
