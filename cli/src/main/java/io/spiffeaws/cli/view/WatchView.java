package io.spiffeaws.cli.view;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.watch.WatchListener;
import java.time.Instant;

/// Says what becomes of files that are kept fresh: a line on standard error for each change of
/// state. Safe for use by several threads.
public final class WatchView implements WatchListener {
  private final Output output;

  public WatchView(Output output) {
    this.output = output;
  }

  @Override
  public synchronized void kept(String file, Instant endsAt) {
    output.words(
        "keeping " + file + " fresh; what is in it now is good until " + Times.text(endsAt));
  }

  @Override
  public synchronized void failing(String file, Problem problem, Instant endsAt) {
    output.warning(
        "cannot renew %s, and go on trying: %s; what is in it is good until %s"
            .formatted(file, problem.message(), Times.text(endsAt)));
  }

  @Override
  public synchronized void recovered(String file, Instant endsAt) {
    output.words(file + " is fresh again; what is in it now is good until " + Times.text(endsAt));
  }

  @Override
  public synchronized void ended(String file, Instant endsAt) {
    output.warning(
        "what is in %s ended at %s, and nothing newer came".formatted(file, Times.text(endsAt)));
  }

  @Override
  public synchronized void clockOff(String file, Instant now, Instant from, Instant endsAt) {
    output.warning(
        ("this machine's clock seems to be off: it says %s, and the token that came just now for %s"
                + " lasts from %s to %s; the file is kept fresh all the same")
            .formatted(Times.text(now), file, Times.text(from), Times.text(endsAt)));
  }

  /// A notification that did not go well.
  public synchronized void notificationFailed(Problem problem) {
    output.warning(problem.message());
  }
}
