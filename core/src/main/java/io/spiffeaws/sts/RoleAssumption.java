package io.spiffeaws.sts;

import io.spiffeaws.credentials.SessionCredentials;

/// STS, as far as one session leads to another (AssumeRole). Safe for use by several threads; every
/// call ends within its deadline.
public interface RoleAssumption {
  /// The code of the refusal that may only be a change that is not settled yet.
  String NOT_AUTHORIZED = "not-authorized-to-assume";

  /// @throws io.spiffeaws.problem.ProblemException refused, with [#NOT_AUTHORIZED] where one of the
  ///   two roles does not allow it; unreachable, where STS did not answer or failed on its side
  SessionCredentials assume(AssumeRequest request);
}
