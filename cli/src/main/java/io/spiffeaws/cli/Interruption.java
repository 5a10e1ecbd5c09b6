package io.spiffeaws.cli;

import io.spiffeaws.change.StopRequest;
import io.spiffeaws.change.StoppableChanges;
import io.spiffeaws.cli.view.ChangesView;
import io.spiffeaws.cli.view.InterruptView;
import io.spiffeaws.cli.view.ProblemView;
import io.spiffeaws.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Reports how far a command that changes resources came when a signal (Ctrl-C, SIGTERM) ends the
/// process. The Java runtime then exits with 128 and the signal's number.
///
/// It applies until it is closed. If the process is not the command's own, as in tests, it does
/// nothing.
public final class Interruption implements AutoCloseable {
  /// How much longer than one call the process waits for the calls in progress.
  private static final Duration MARGIN = Duration.ofSeconds(2);

  private final StopRequest stop = new StopRequest();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final boolean changing;
  private final @Nullable Thread hook;

  private Interruption(boolean changing, Invocation invocation, Consumer<Interruption> report) {
    this.changing = changing;
    this.hook = invocation.console().ofProcess() ? new Thread(() -> report.accept(this)) : null;
    if (hook != null && !added(hook)) {
      awaitExit();
    }
  }

  /// Before any change: on a signal, the process reports that nothing was changed, and ends at
  /// once.
  static Interruption beforeChanges(Invocation invocation) {
    return new Interruption(
        false, invocation, _ -> InterruptView.nothingChanged(invocation.output()));
  }

  /// While the user is asked whether to continue: a signal cancels.
  static Interruption whileAsking(Invocation invocation) {
    return new Interruption(false, invocation, _ -> ChangesView.interrupted(invocation.output()));
  }

  /// Runs changes. On a signal, the stop is requested, and the process ends when those in progress
  /// are complete.
  ///
  /// @param changes shows its result, and returns the exit code
  /// @throws ProblemException of the changes; after a signal it is shown instead, since the process
  ///   ends then
  public static int duringChanges(Invocation invocation, ToIntFunction<StopRequest> changes) {
    try (var interruption =
        new Interruption(true, invocation, running -> running.awaitClose(invocation))) {
      try {
        return changes.applyAsInt(interruption.stop);
      } catch (ProblemException e) {
        if (!interruption.stop.isMade()) {
          throw e;
        }
        if (interruption.stop
            .hasBegun()) { // otherwise it is already reported that nothing was changed
          ProblemView.show(e.problem(), invocation.output());
        }
        return ExitCode.of(e.problem());
      }
    }
  }

  /// Runs deletions, and shows them. If a signal stopped them, shows also how many were made.
  ///
  /// @return the exit code
  /// @throws ProblemException of the deletions, as in [#duringChanges]
  public static int duringDeletions(
      Invocation invocation, Function<StopRequest, StoppableChanges> deletions) {
    return duringChanges(
        invocation,
        stop -> {
          var result = deletions.apply(stop);
          var exitCode = ChangesView.show(result.changes(), invocation.output());
          if (stop.isMade()) {
            InterruptView.changes(
                result.changes().made(),
                result.planned(),
                "to make the others, run: " + invocation.command(),
                invocation.output());
          }
          return exitCode;
        });
  }

  private void awaitClose(Invocation invocation) {
    if (!stop.make()) {
      InterruptView.nothingChanged(invocation.output());
      return;
    }
    InterruptView.stopping(invocation.output());
    var limit = invocation.timeout().plus(MARGIN);
    try {
      if (!closed.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        InterruptView.notEnded(limit, invocation.commandWith("--dry-run"), invocation.output());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Does not return if a signal has arrived before any change: the command must not begin with its
  /// changes while the process ends.
  @Override
  public void close() {
    closed.countDown();
    if (hook != null && !removed(hook) && !changing) {
      awaitExit();
    }
  }

  private static boolean added(Thread hook) {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      return true;
    } catch (IllegalStateException shuttingDown) {
      return false;
    }
  }

  private static boolean removed(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
      return true;
    } catch (IllegalStateException shuttingDown) {
      return false;
    }
  }

  private static void awaitExit() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
