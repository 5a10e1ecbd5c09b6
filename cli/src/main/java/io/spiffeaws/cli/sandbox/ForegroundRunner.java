package io.spiffeaws.cli.sandbox;

import io.spiffeaws.exec.ProgramCall;
import io.spiffeaws.exec.ProgramRunner;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs a program as a child on this process's own terminal and streams.
final class ForegroundRunner implements ProgramRunner {
  private static final int INTERRUPTED = 128 + 2;
  private static final long PATIENCE_SECONDS = 5;

  private volatile @Nullable Process child;

  @Override
  public int run(ProgramCall call) {
    try {
      var started = builder(call).start();
      child = started;
      return started.waitFor();
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "cannot-run", "cannot run " + call.program() + ": " + e.getMessage(), "");
    } catch (InterruptedException e) {
      end(false);
      Thread.currentThread().interrupt();
      return INTERRUPTED;
    }
  }

  /// Ends the child, where one runs, as this process is ended.
  ///
  /// @param terminal whether what came from the terminal has reached the child already: an
  ///   interrupt does, and a child that answers it in its own time is left to
  void end(boolean terminal) {
    var running = child;
    if (running == null || (terminal && ended(running))) {
      return;
    }
    running.destroy();
    if (!ended(running)) {
      running.destroyForcibly();
    }
  }

  private static boolean ended(Process process) {
    try {
      return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static ProcessBuilder builder(ProgramCall call) {
    var words = new ArrayList<>(call.words());
    words.set(0, call.program().toString());
    var builder = new ProcessBuilder(words).directory(call.directory().toFile()).inheritIO();
    builder.environment().clear();
    builder.environment().putAll(call.environment());
    return builder;
  }
}
