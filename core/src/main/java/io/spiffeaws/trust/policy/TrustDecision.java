package io.spiffeaws.trust.policy;

import java.util.List;

/// What a trust policy says to one who asks.
public sealed interface TrustDecision {
  /// Why, one line for each statement that has a say.
  List<String> reasons();

  /// Whether it surely lets in.
  default boolean allowed() {
    return this instanceof Allowed;
  }

  /// It lets in.
  record Allowed(List<String> reasons) implements TrustDecision {}

  /// It does not; the reasons name the condition of each statement that says no.
  record Denied(List<String> reasons) implements TrustDecision {}

  /// It depends on what is not known here, such as the caller's address.
  record Undecided(List<String> reasons) implements TrustDecision {}

  /// Evaluates a policy as STS does (IAM User Guide, "Policy evaluation logic"): a Deny that holds
  /// wins, then an Allow that holds.
  static TrustDecision decide(TrustPolicy policy, WebIdentity identity) {
    return new TrustEvaluation(policy, identity).decide();
  }
}
