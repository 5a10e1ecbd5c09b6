package io.spiffeaws.chain;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs a bounded number of tasks in parallel, since IAM limits the rate of calls.
final class BoundedExecutor implements AutoCloseable {
  private static final int AT_ONCE = 8;

  private final ExecutorService executor =
      Executors.newFixedThreadPool(
          AT_ONCE, Thread.ofPlatform().daemon().name("chain-", 1).factory());

  /// A started task.
  interface Task<T> {
    /// Waits for the task and returns its result.
    ///
    /// @throws RuntimeException that the task has thrown
    T get();
  }

  /// Starts the task as soon as a thread is free.
  <T> Task<T> start(Callable<T> work) {
    var future = executor.submit(work);
    return () -> get(future);
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException met) {
        throw met;
      }
      throw new IllegalStateException("the task failed with an error", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// Starts no further task, and waits for those in progress.
  @Override
  public void close() {
    executor.shutdownNow();
    executor.close();
  }
}
