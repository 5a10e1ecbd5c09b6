package io.spiffeaws.sts;

import io.spiffeaws.credentials.SessionCredentials;

/// Assumes a role with an existing session (STS AssumeRole). Thread-safe. Every call returns within
/// its timeout.
public interface RoleAssumption {
  /// The problem code of a denial, which may be due to a change that has not propagated yet.
  String NOT_AUTHORIZED = "not-authorized-to-assume";

  /// Assumes a role.
  ///
  /// @throws io.spiffeaws.problem.ProblemException refused, with [#NOT_AUTHORIZED] if one of the
  ///   two roles does not allow it; unreachable, if STS did not answer or failed
  SessionCredentials assume(AssumeRequest request);
}
