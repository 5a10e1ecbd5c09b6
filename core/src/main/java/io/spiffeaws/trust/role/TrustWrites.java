package io.spiffeaws.trust.role;

import io.spiffeaws.trust.policy.TrustPolicy;

/// The latest writes of a role's trust policy, used to detect stale reads. IAM is eventually
/// consistent and may return a policy for some seconds after it was replaced (IAM User Guide,
/// "Troubleshoot IAM: Changes that I make are not always immediately visible"). Use it only while
/// holding the role's lock.
public interface TrustWrites {
  /// Records a write before it is done.
  ///
  /// @param roleArn the ARN, since two accounts may have roles of the same name
  /// @throws io.spiffeaws.problem.ProblemException if it cannot be recorded; then nothing may be
  ///   written
  void remember(String roleArn, TrustPolicy before, TrustPolicy after);

  /// Whether the policy was replaced within the last minute and is not the result of the last
  /// write.
  boolean stale(String roleArn, TrustPolicy read);
}
