package io.spiffeaws.cli.view;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.watch.WatchListener;
import java.time.Instant;

/// Reports the state of renewed files, a line on standard error for each change. Thread-safe.
public final class WatchView implements WatchListener {
  private final Output output;

  public WatchView(Output output) {
    this.output = output;
  }

  @Override
  public synchronized void written(String file, Instant expiresAt) {
    output.message(
        "renewing %s; its current content expires at %s".formatted(file, Times.text(expiresAt)));
  }

  @Override
  public synchronized void failing(String file, Problem problem, Instant expiresAt) {
    output.warning(
        "cannot renew %s, will retry: %s; its current content expires at %s"
            .formatted(file, problem.message(), Times.text(expiresAt)));
  }

  @Override
  public synchronized void recovered(String file, Instant expiresAt) {
    output.message(
        "renewed %s again; its current content expires at %s"
            .formatted(file, Times.text(expiresAt)));
  }

  @Override
  public synchronized void expired(String file, Instant expiresAt) {
    output.warning(
        "the content of %s expired at %s and could not be renewed"
            .formatted(file, Times.text(expiresAt)));
  }

  @Override
  public synchronized void clockOff(String file, Instant now, Instant from, Instant expiresAt) {
    output.warning(
        ("the clock of this machine seems to be wrong: it is %s here, and the new token for %s is valid"
                + " from %s to %s; the file is renewed nevertheless")
            .formatted(Times.text(now), file, Times.text(from), Times.text(expiresAt)));
  }

  /// Reports a failed notification.
  public synchronized void notificationFailed(Problem problem) {
    output.warning(problem.message());
  }
}
