package io.spiffeaws.sts;

import io.spiffeaws.problem.Problem;

/// Finds the cause of an error of STS.
public interface StsErrorExplanation {
  /// Returns every problem unchanged.
  StsErrorExplanation NONE = (request, problem) -> problem;

  /// Explains a problem. Never throws, even if the checks fail.
  ///
  /// @param problem the problem of the exchange
  /// @return the same kind of problem, with cause and hint if they were found
  Problem explain(ExchangeRequest request, Problem problem);
}
