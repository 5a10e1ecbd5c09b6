package io.spiffeaws.trust.subject;

import io.spiffeaws.trust.policy.TrustPolicy;

/// The result of an edit of a policy.
///
/// @param policy the policy after the edit; the same if nothing was changed
/// @param changed whether the policy was changed
/// @param reason why nothing was changed, or a note on the change; empty if there is none
public record PolicyEdit(TrustPolicy policy, boolean changed, String reason) {
  static PolicyEdit changed(TrustPolicy policy) {
    return new PolicyEdit(policy, true, "");
  }

  static PolicyEdit unchanged(TrustPolicy policy, String reason) {
    return new PolicyEdit(policy, false, reason);
  }
}
