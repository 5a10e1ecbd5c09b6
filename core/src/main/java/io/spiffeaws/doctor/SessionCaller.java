package io.spiffeaws.doctor;

import io.spiffeaws.chain.CallerAccount;
import io.spiffeaws.check.Check;
import io.spiffeaws.problem.ProblemException;

/// Checks a session: requests its caller identity from STS, which requires no permission.
final class SessionCaller {
  private SessionCaller() {}

  /// Runs the check.
  ///
  /// @param caller the caller of the session
  static Check check(CallerAccount caller) {
    try {
      return Check.good(
          "session", "sts:GetCallerIdentity accepts it, in account " + caller.find().id());
    } catch (ProblemException e) {
      return e.problem().code().equals(CallerAccount.NOT_OFFERED)
          ? Check.skipped("session", e.problem().message(), "")
          : Check.bad("session", e.problem().message(), e.problem().hint());
    }
  }
}
