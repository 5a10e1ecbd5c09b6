package io.spiffeaws.watch;

import io.spiffeaws.exec.ProgramCall;
import io.spiffeaws.exec.ProgramRunner;
import io.spiffeaws.problem.ProblemException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/// What goes on while files are kept fresh: a program, or nothing else.
///
/// @param watch keeps them fresh
/// @param failOnExpiry whether to end where what is in one of them has ended
public record WatchSession(FileWatch watch, boolean failOnExpiry) {

  /// Stays until this process is ended.
  ///
  /// @throws ProblemException no identity, on expiry
  public void stay() {
    try {
      if (failOnExpiry) {
        throw new ProblemException(watch.expiry().get());
      }
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Runs a program, which is told to end on expiry.
  ///
  /// @return as the runner has it
  /// @throws ProblemException no identity, on expiry, once the program has ended
  /// @throws io.spiffeaws.exec.ProgramFailure where it could not be started
  public int run(ProgramRunner programs, ProgramCall call) {
    var expiry = watch.expiry();
    if (failOnExpiry) {
      var _ = expiry.thenRun(WatchSession::endChildren);
    }
    var code = programs.run(call);
    if (failOnExpiry && expiry.isDone()) {
      throw new ProblemException(expiry.join());
    }
    return code;
  }

  private static void endChildren() {
    ProcessHandle.current().children().forEach(ProcessHandle::destroy);
  }
}
