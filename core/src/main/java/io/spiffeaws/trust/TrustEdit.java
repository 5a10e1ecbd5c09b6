package io.spiffeaws.trust;

/// What became of a policy.
///
/// @param policy as it is now; the same where nothing had to change
/// @param changed whether anything had to
/// @param reason why nothing had to, or what to know about it; empty where there is nothing to say
public record TrustEdit(TrustPolicy policy, boolean changed, String reason) {
  static TrustEdit changed(TrustPolicy policy) {
    return new TrustEdit(policy, true, "");
  }

  static TrustEdit unchanged(TrustPolicy policy, String reason) {
    return new TrustEdit(policy, false, reason);
  }
}
