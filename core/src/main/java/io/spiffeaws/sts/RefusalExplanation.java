package io.spiffeaws.sts;

import io.spiffeaws.problem.Problem;

/// Finds out more about a refusal than STS told.
public interface RefusalExplanation {
  /// Leaves every problem as it is.
  RefusalExplanation NONE = (request, problem) -> problem;

  /// @param problem what the exchange ended with
  /// @return the same kind of problem, with cause and remedy where they were found. Never fails,
  ///   whatever cannot be looked at
  Problem explain(ExchangeRequest request, Problem problem);
}
