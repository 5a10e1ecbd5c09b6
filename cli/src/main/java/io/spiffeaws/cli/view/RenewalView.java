package io.spiffeaws.cli.view;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.refresh.RefreshListener;
import java.time.Instant;

/// Says on standard error when credentials can no longer be renewed, and when they can again: a
/// line for each change. Until there were any, the failure is the command's own to tell.
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
          "the credentials of %s could not be renewed, next try at %s: %s"
              .formatted(role, Times.text(next), problem.message()));
    }
  }

  @Override
  public void recovered() {
    output.words("the credentials of " + role + " are renewed again");
  }

  @Override
  public void ended(SessionCredentials credentials) {
    output.warning(
        "the credentials of %s ended at %s; there are none until they are renewed"
            .formatted(role, Times.text(credentials.expiresAt())));
  }
}
