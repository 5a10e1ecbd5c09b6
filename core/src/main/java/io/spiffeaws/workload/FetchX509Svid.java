package io.spiffeaws.workload;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.RetryBudget;

/// Fetches the X509-SVID of one identity. It retries within the retry budget, as [FetchJwtSvid].
public final class FetchX509Svid {
  private final X509Identities agent;
  private final RetryBudget retryBudget;

  public FetchX509Svid(X509Identities agent, RetryBudget retryBudget) {
    this.agent = agent;
    this.retryBudget = retryBudget;
  }

  /// Fetches the X509-SVID.
  ///
  /// @throws ProblemException as [X509Identities#fetchX509Svids] and [SvidSelector#of]
  public X509Svid run(SvidSelector choice) {
    while (true) {
      try {
        return choice.of(agent.fetchX509Svids());
      } catch (ProblemException e) {
        if (!FetchJwtSvid.RETRYABLE.contains(e.problem().code()) || !retryBudget.waitForRetry()) {
          throw e;
        }
      }
    }
  }
}
