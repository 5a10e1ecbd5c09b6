package io.spiffeaws.http;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Makes a call in a daemon thread, so that one timeout limits all of it: name resolution,
/// connection, and every read. A call that exceeds it is abandoned.
public final class TimedCall {
  private TimedCall() {}

  /// Makes a call and waits for its result.
  ///
  /// @param name of the thread
  /// @throws ExecutionException with the exception of the call as its cause
  public static <T> T run(String name, Callable<T> call, Duration timeout)
      throws TimeoutException, InterruptedException, ExecutionException {
    var task = new FutureTask<>(call);
    Thread.ofPlatform().daemon().name(name).start(task);
    return task.get(Math.max(0, timeout.toNanos()), TimeUnit.NANOSECONDS);
  }
}
