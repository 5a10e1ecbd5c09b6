package io.spiffeaws.trust.role;

import io.spiffeaws.trust.policy.TrustPolicy;

/// The latest writes of a role's trust policy, by which a stale read is recognized: IAM is
/// eventually consistent and may return a policy for some seconds after it was replaced (IAM User
/// Guide, "Troubleshoot IAM: Changes that I make are not always immediately visible"). Used under
/// the role's lock.
public interface TrustWrites {
  /// Remembers a write that is about to be done.
  ///
  /// @param roleArn two accounts may have a role of the same name
  /// @throws io.spiffeaws.problem.ProblemException if it cannot be remembered; nothing may be
  ///   written then
  void remember(String roleArn, TrustPolicy before, TrustPolicy after);

  /// Whether that policy was replaced within the last minute, and is not what the last write left.
  boolean stale(String roleArn, TrustPolicy read);
}
