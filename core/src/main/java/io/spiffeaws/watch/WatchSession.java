package io.spiffeaws.watch;

import io.spiffeaws.exec.ProgramCall;
import io.spiffeaws.exec.StoppableRunner;
import io.spiffeaws.problem.ProblemException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/// The foreground work while files are refreshed: a child program, or only waiting.
///
/// @param watch refreshes the files
/// @param failOnExpiry whether to fail when the contents of a file expire
public record WatchSession(FileWatch watch, boolean failOnExpiry) {

  /// Waits until this process is terminated.
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

  /// Runs a program, which is terminated on expiry.
  ///
  /// @return as [io.spiffeaws.exec.ProgramRunner#run]
  /// @throws ProblemException no identity, on expiry, after the program has exited
  /// @throws io.spiffeaws.exec.ProgramFailure if the program cannot be started
  public int run(StoppableRunner programs, ProgramCall call) {
    var expiry = watch.expiry();
    var code = failOnExpiry ? programs.run(call, expiry) : programs.run(call);
    if (failOnExpiry && expiry.isDone()) {
      throw new ProblemException(expiry.join());
    }
    return code;
  }
}
