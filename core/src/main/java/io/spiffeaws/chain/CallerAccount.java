package io.spiffeaws.chain;

/// Whose account calls are made in.
public interface CallerAccount {
  /// The code of a refusal by a service that does not say who its callers are (Ceph).
  String NOT_OFFERED = "caller-identity-not-offered";

  /// @throws io.spiffeaws.problem.ProblemException refused; unreachable
  AwsAccount find();
}
