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
/// missing, refused, unreachable. A service that speaks IAM's protocol without managed policies has
/// none attached, and refuses to attach one.
public interface Roles {
  /// The role of that name; empty where there is none.
  Optional<Role> find(String name);

  /// All of them, page by page; without tags and boundaries, which the listing does not have.
  List<Role> list();

  /// All of them at a glance, page by page; none where the service does not list roles.
  List<ListedRole> listed();

  /// Names of the roles whose trust policy names the provider; none where the service does not list
  /// roles.
  default List<String> trusting(ProviderArn provider) {
    return listed().stream().filter(role -> role.names(provider)).map(ListedRole::name).toList();
  }

  Role create(NewRole role);

  /// Puts this in place of the whole trust policy; of two writers the last one wins.
  void updateTrust(String name, TrustPolicy trust);

  void updateMaxSession(String name, Duration maxSession);

  void putBoundary(String name, String arn);

  void deleteBoundary(String name);

  /// Puts this in place of the description. A service that has no such call does nothing.
  void describe(String name, String description);

  void tag(String name, Map<String, String> tags);

  void untag(String name, Set<String> keys);

  /// ARNs of the managed policies.
  List<String> attachedPolicies(String name);

  void attachPolicy(String name, String arn);

  void detachPolicy(String name, String arn);

  /// Whether there is surely no managed policy of that ARN, AWS's own included; false where the
  /// caller may not look, or the service has no such call.
  boolean lacksPolicy(String arn);

  /// Names of the inline policies.
  List<String> inlinePolicies(String name);

  /// An inline policy's document as JSON; empty where there is none of that name.
  Optional<String> inlinePolicy(String name, String policy);

  void putInlinePolicy(String name, String policy, String document);

  void deleteInlinePolicy(String name, String policy);

  /// Names of the instance profiles that it is in.
  List<String> instanceProfiles(String name);

  void delete(String name);

  /// How many characters without whitespace a trust policy may have in this account; empty where
  /// the service does not say.
  OptionalInt trustPolicyQuota();
}
