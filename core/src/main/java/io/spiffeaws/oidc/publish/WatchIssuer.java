package io.spiffeaws.oidc.publish;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.Sleeper;
import java.time.Duration;

/// Updates an issuer's documents periodically until its thread is interrupted. The published
/// documents are not changed while the server or the location cannot be reached.
public final class WatchIssuer {
  private final ExportIssuer export;
  private final Sleeper sleeper;
  private final Listener listener;

  public WatchIssuer(ExportIssuer export, Sleeper sleeper, Listener listener) {
    this.export = export;
    this.sleeper = sleeper;
    this.listener = listener;
  }

  /// Receives each change of state, in one thread.
  public interface Listener {
    /// The documents were changed.
    void changed(Changes changes);

    /// An update failed, and is retried.
    void failing(Problem problem);

    /// An update succeeded after failures.
    void recovered();
  }

  /// Runs until interrupted.
  ///
  /// @param interval between two updates
  public void run(ExportIssuer.Request request, Duration interval) {
    var failing = false;
    while (!Thread.currentThread().isInterrupted()) {
      sleeper.sleep(interval);
      if (!Thread.currentThread().isInterrupted()) {
        failing = once(request, failing);
      }
    }
  }

  /// Updates the documents once.
  ///
  /// @param failing whether the previous update failed
  /// @return whether this update failed
  private boolean once(ExportIssuer.Request request, boolean failing) {
    try {
      var changes = export.run(request);
      if (failing) {
        listener.recovered();
      }
      if (changes.changes().stream()
          .anyMatch(change -> change.action() != Change.Action.UNCHANGED)) {
        listener.changed(changes);
      }
      return false;
    } catch (ProblemException e) {
      if (!failing) {
        listener.failing(e.problem());
      }
      return true;
    }
  }
}
