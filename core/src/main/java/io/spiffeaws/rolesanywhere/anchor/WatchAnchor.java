package io.spiffeaws.rolesanywhere.anchor;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.Sleeper;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Updates a trust anchor periodically until its thread is interrupted. While the SPIRE server or
/// AWS cannot be reached, the CAs are not changed, and the time between two attempts is doubled up
/// to one minute.
public final class WatchAnchor {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final SyncAnchor sync;
  private final Sleeper sleeper;
  private final Listener listener;
  private List<String> warnings;
  private @Nullable Problem failure;

  /// @param warnings those that were reported already
  public WatchAnchor(SyncAnchor sync, Sleeper sleeper, Listener listener, List<String> warnings) {
    this.sync = sync;
    this.sleeper = sleeper;
    this.listener = listener;
    this.warnings = List.copyOf(warnings);
  }

  /// Receives each change of state, in one thread.
  public interface Listener {
    /// The CAs were changed.
    void changed(Changes changes);

    /// There is a new warning.
    void warned(String warning);

    /// An update failed, and is retried; called again if the cause changes.
    void failing(Problem problem);

    /// An update succeeded after failures.
    void recovered();
  }

  /// Runs until interrupted.
  ///
  /// @param interval between two updates
  public void run(SyncAnchor.Request request, Duration interval) {
    var pause = interval;
    while (!Thread.currentThread().isInterrupted()) {
      sleeper.sleep(pause);
      if (!Thread.currentThread().isInterrupted()) {
        update(request);
        pause = failure == null ? interval : longer(pause, interval);
      }
    }
  }

  private static Duration longer(Duration pause, Duration interval) {
    var doubled = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
    return doubled.compareTo(interval) > 0 ? doubled : interval;
  }

  private void update(SyncAnchor.Request request) {
    try {
      var report = sync.run(request);
      if (failure != null) {
        failure = null;
        listener.recovered();
      }
      if (report.changes().count(Change.Action.UPDATED) > 0) {
        listener.changed(report.changes());
      }
      report.warnings().stream()
          .filter(warning -> !warnings.contains(warning))
          .forEach(listener::warned);
      warnings = report.warnings();
    } catch (ProblemException e) {
      if (!e.problem().equals(failure)) {
        failure = e.problem();
        listener.failing(e.problem());
      }
    }
  }
}
