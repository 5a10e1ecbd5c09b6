package io.spiffeaws.credentials.endpoint;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Waits for answers that are not there at once, each in a thread of its own; only clients that may
/// have the credentials are waited for. Thread-safe.
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

  /// @param answered gets the answer, in another thread; a refusal at once if too many wait
  void await(Reply.Later later, Consumer<Answer> answered) {
    try {
      threads.execute(() -> answered.accept(answer(later)));
    } catch (RejectedExecutionException | OutOfMemoryError e) { // also for lack of threads
      answered.accept(
          Answer.refusal(Answer.UNAVAILABLE, "too-many-wait", "too many clients wait already"));
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

  /// Without the cause, which is for the service's own log, if anyone's.
  static Answer internalError() {
    return Answer.refusal(Answer.INTERNAL_ERROR, "internal-error", "internal error");
  }
}
