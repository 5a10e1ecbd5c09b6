package io.spiffeaws.trust.subject;

import io.spiffeaws.trust.policy.TrustPolicy;

/// What became of a policy.
///
/// @param policy as it is now; the same where nothing had to change
/// @param changed whether anything had to
/// @param reason why nothing had to, or what to know about it; empty where there is nothing to say
public record PolicyEdit(TrustPolicy policy, boolean changed, String reason) {
  static PolicyEdit changed(TrustPolicy policy) {
    return new PolicyEdit(policy, true, "");
  }

  static PolicyEdit unchanged(TrustPolicy policy, String reason) {
    return new PolicyEdit(policy, false, reason);
  }
}
