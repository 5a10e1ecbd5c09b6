package io.spiffeaws.chain;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Does several things at once, a bounded number of them, as IAM takes only so many calls a second.
final class BoundedExecutor implements AutoCloseable {
  private static final int AT_ONCE = 8;

  private final ExecutorService executor =
      Executors.newFixedThreadPool(
          AT_ONCE, Thread.ofPlatform().daemon().name("lane-", 1).factory());

  /// Something that was begun.
  interface Begun<T> {
    /// Waits for it.
    ///
    /// @throws RuntimeException whatever it has met
    T get();
  }

  /// Begins it as soon as there is a lane.
  <T> Begun<T> begin(Callable<T> work) {
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
      throw new IllegalStateException("an error ended the work", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// Begins nothing more, and lets what was begun end.
  @Override
  public void close() {
    executor.shutdownNow();
    executor.close();
  }
}
