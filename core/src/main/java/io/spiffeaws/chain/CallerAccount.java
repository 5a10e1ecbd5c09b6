package io.spiffeaws.chain;

/// Finds the AWS account that calls are made in.
public interface CallerAccount {
  /// Problem code for a service that does not offer GetCallerIdentity (Ceph).
  String NOT_OFFERED = "caller-identity-not-offered";

  /// Returns the account.
  ///
  /// @throws io.spiffeaws.problem.ProblemException refused; unreachable
  AwsAccount find();
}
