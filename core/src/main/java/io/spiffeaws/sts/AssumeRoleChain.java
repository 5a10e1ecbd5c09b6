package io.spiffeaws.sts;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.RetryBudget;

/// Assumes a chain of roles, each with the session of the previous one. Retries a denial, because a
/// change of a trust policy may still be propagating.
final class AssumeRoleChain {
  private final RoleAssumption assumption;
  private final RetryBudget retryBudget;

  AssumeRoleChain(RoleAssumption assumption, RetryBudget retryBudget) {
    this.assumption = assumption;
    this.retryBudget = retryBudget;
  }

  /// Assumes the roles of the chain.
  ///
  /// @param first the session of the first role
  /// @return the session of the last role in the chain; `first` if the chain is empty
  SessionCredentials from(SessionCredentials first, SessionRequest request) {
    var session = first;
    for (var at = 0; at < request.chain().size(); at++) {
      session =
          assume(
              new AssumeRequest(
                  session,
                  request.chain().get(at),
                  request.sessionName(),
                  request.durationAt(at),
                  request.policiesAt(at)));
    }
    return session;
  }

  private SessionCredentials assume(AssumeRequest request) {
    while (true) {
      try {
        return assumption.assume(request);
      } catch (ProblemException e) {
        if (!e.problem().code().equals(RoleAssumption.NOT_AUTHORIZED)
            || !retryBudget.waitForRetry(e.problem())) {
          throw e;
        }
      }
    }
  }
}
