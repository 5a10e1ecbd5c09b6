package io.spiffeaws.credentials.endpoint;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Waits for responses that are not available at once, each in its own thread. It waits only for
/// clients that may have the credentials. Thread-safe.
final class PendingAnswers implements AutoCloseable {
  private static final int MOST = 256;
  private static final int IDLE_SECONDS = 60;

  private final ExecutorService threads;

  PendingAnswers() {
    threads =
        new ThreadPoolExecutor(
            0,
            MOST,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("endpoint-wait-", 1).factory());
  }

  /// Waits for a response.
  ///
  /// @param answered receives the response, in another thread; an error at once if too many clients
  ///   wait
  void await(Reply.Later later, Consumer<Answer> answered) {
    try {
      threads.execute(() -> answered.accept(answer(later)));
    } catch (RejectedExecutionException | OutOfMemoryError e) { // also if there are no more threads
      answered.accept(
          Answer.refusal(Answer.UNAVAILABLE, "too-many-wait", "too many clients are waiting"));
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static Answer answer(Reply.Later later) {
    try {
      return later.answer().get();
    } catch (RuntimeException | OutOfMemoryError e) {
      return internalError();
    }
  }

  /// An error response without its cause, which belongs only in the service's log.
  static Answer internalError() {
    return Answer.refusal(Answer.INTERNAL_ERROR, "internal-error", "internal error");
  }
}
