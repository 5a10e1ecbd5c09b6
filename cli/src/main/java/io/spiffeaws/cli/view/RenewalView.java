package io.spiffeaws.cli.view;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.refresh.RefreshListener;
import java.time.Instant;

/// Reports on standard error when the renewal of credentials fails and when it recovers, one line
/// for each change. Before the first credentials, the command itself reports the failure.
public final class RenewalView implements RefreshListener<SessionCredentials> {
  private final String role;
  private final Output output;
  private boolean begun;

  /// @param role whose credentials, by its name
  public RenewalView(String role, Output output) {
    this.role = role;
    this.output = output;
  }

  @Override
  public void renewed(SessionCredentials credentials) {
    begun = true;
  }

  @Override
  public void failing(Problem problem, Instant next) {
    if (begun) {
      output.warning(
          "cannot renew the credentials of %s, next attempt at %s: %s"
              .formatted(role, Times.text(next), problem.message()));
    }
  }

  @Override
  public void recovered() {
    output.message("renewed the credentials of " + role + " again");
  }

  @Override
  public void expired(SessionCredentials credentials) {
    output.warning(
        "the credentials of %s expired at %s; none are served until they are renewed"
            .formatted(role, Times.text(credentials.expiresAt())));
  }
}
