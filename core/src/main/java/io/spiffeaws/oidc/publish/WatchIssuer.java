package io.spiffeaws.oidc.publish;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.Sleeper;
import java.time.Duration;

/// Keeps an issuer's documents up to date, until its thread is interrupted. What is published stays
/// while the server or the place cannot be reached.
public final class WatchIssuer {
  private final ExportIssuer export;
  private final Sleeper sleeper;
  private final Listener listener;

  public WatchIssuer(ExportIssuer export, Sleeper sleeper, Listener listener) {
    this.export = export;
    this.sleeper = sleeper;
    this.listener = listener;
  }

  /// Is told of each change of state, by one thread.
  public interface Listener {
    void changed(Changes changes);

    /// Trying goes on.
    void failing(Problem problem);

    void recovered();
  }

  /// Returns when interrupted.
  ///
  /// @param interval from one look at the server to the next
  public void run(ExportIssuer.Request request, Duration interval) {
    var failing = false;
    while (!Thread.currentThread().isInterrupted()) {
      sleeper.sleeper(interval);
      if (!Thread.currentThread().isInterrupted()) {
        failing = once(request, failing);
      }
    }
  }

  /// @param failing whether a failure was told, and nothing went well since
  /// @return the same for the next time
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
