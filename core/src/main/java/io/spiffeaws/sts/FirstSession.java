package io.spiffeaws.sts;

/// Proves the caller's identity, in order to obtain the first session of a request: with a JWT-SVID
/// from STS, or with an X509-SVID from IAM Roles Anywhere (docs/dev/decisions/0020).
public interface FirstSession {
  /// Prepares a call while the proof is still being fetched. Does not block or throw.
  ///
  /// @param role the role of the first session
  default void prepare(RoleArn role) {}

  /// Returns a new proof of the caller's identity.
  ///
  /// @throws io.spiffeaws.problem.ProblemException if the caller has no identity
  CallerProof prove();
}
