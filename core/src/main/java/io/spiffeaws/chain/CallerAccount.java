package io.spiffeaws.chain;

/// Whose account calls are made in.
public interface CallerAccount {
  /// @throws io.spiffeaws.problem.ProblemException refused; unreachable
  AwsAccount find();
}
