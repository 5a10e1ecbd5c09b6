package io.spiffeaws.sts;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.RetryBudget;

/// Goes from the session of the first role through a chain of others, and is patient with a trust
/// policy that may only not be settled yet.
final class AssumeRoleChain {
  private final RoleAssumption assumption;
  private final RetryBudget retryBudget;

  AssumeRoleChain(RoleAssumption assumption, RetryBudget retryBudget) {
    this.assumption = assumption;
    this.retryBudget = retryBudget;
  }

  /// @param first the session of the first role
  /// @return the session of the chain's last role; the first where there is no chain
  SessionCredentials from(SessionCredentials first, SessionRequest wanted) {
    var session = first;
    for (var at = 0; at < wanted.chain().size(); at++) {
      session =
          assume(
              new AssumeRequest(
                  session,
                  wanted.chain().get(at),
                  wanted.sessionName(),
                  wanted.durationAt(at),
                  wanted.policiesAt(at)));
    }
    return session;
  }

  private SessionCredentials assume(AssumeRequest request) {
    while (true) {
      try {
        return assumption.assume(request);
      } catch (ProblemException e) {
        if (!e.problem().code().equals(RoleAssumption.NOT_AUTHORIZED) || !retryBudget.another()) {
          throw e;
        }
      }
    }
  }
}
