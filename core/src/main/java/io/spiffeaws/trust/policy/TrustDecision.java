package io.spiffeaws.trust.policy;

import java.util.List;

/// The decision of a trust policy on an identity.
public sealed interface TrustDecision {
  /// The reasons, one line for each relevant statement.
  List<String> reasons();

  /// Whether the policy certainly allows the identity.
  default boolean allowed() {
    return this instanceof Allowed;
  }

  /// The policy allows the identity.
  record Allowed(List<String> reasons) implements TrustDecision {}

  /// The policy denies the identity. The reasons name the condition of each statement that fails.
  record Denied(List<String> reasons) implements TrustDecision {}

  /// The decision depends on unknown values, such as the caller's address.
  record Undecided(List<String> reasons) implements TrustDecision {}

  /// Evaluates a policy as STS does (IAM User Guide, "Policy evaluation logic"): a Deny that holds
  /// wins, then an Allow that holds.
  static TrustDecision decide(TrustPolicy policy, WebIdentity identity) {
    return new TrustEvaluation(policy, identity).decide();
  }

  /// Evaluates a policy for a session of IAM Roles Anywhere: each of its three actions must be
  /// allowed (IAM Roles Anywhere User Guide, "Trust model").
  static TrustDecision decide(TrustPolicy policy, RolesAnywhereSession session) {
    return new RolesAnywhereEvaluation(policy, session).decide();
  }
}
