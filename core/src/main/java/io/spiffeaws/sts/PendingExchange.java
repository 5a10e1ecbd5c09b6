package io.spiffeaws.sts;

import io.spiffeaws.http.QueryCall;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A call to STS on a thread of its own, which connects at once and then waits for the form. The
/// thread never keeps the process alive, and is what lets the whole call have one time limit.
final class PendingExchange {
  /// An idle connection is closed by its server sooner or later.
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final CompletableFuture<byte[]> form = new CompletableFuture<>();
  private final FutureTask<QueryCall.Answer> answer;
  private final long started = System.nanoTime();

  private PendingExchange(Callable<QueryCall> connect) {
    this.answer = new FutureTask<>(() -> run(connect));
  }

  static PendingExchange start(Callable<QueryCall> connect) {
    var pending = new PendingExchange(connect);
    Thread.ofPlatform().daemon().name("sts").start(pending.answer);
    return pending;
  }

  private QueryCall.Answer run(Callable<QueryCall> connect) throws Exception {
    var call = connect.call();
    try {
      return call.post(form.get());
    } finally {
      call.abandon();
    }
  }

  /// Whether it is still worth a form.
  boolean isFresh() {
    return System.nanoTime() - started < FRESH.toNanos();
  }

  /// Ends it without a form.
  void abandon() {
    form.cancel(false);
  }

  /// Sends the form.
  ///
  /// @throws ExecutionException with what connecting or sending failed with
  QueryCall.Answer post(byte[] form, Duration timeout)
      throws TimeoutException, InterruptedException, ExecutionException {
    this.form.complete(form);
    return answer.get(Math.max(0, timeout.toNanos()), TimeUnit.NANOSECONDS);
  }
}
