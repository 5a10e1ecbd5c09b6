package io.spiffeaws.sts;

import io.spiffeaws.http.QueryCall;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A call to STS in a daemon thread, which connects at once and then waits for the form. The
/// separate thread makes one timeout for the complete call possible.
final class PendingExchange {
  /// How long the connection is used while idle, because the server closes idle connections.
  private static final Duration MAX_IDLE = Duration.ofSeconds(5);

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

  /// Returns whether the connection is recent enough to use.
  boolean isFresh() {
    return System.nanoTime() - started < MAX_IDLE.toNanos();
  }

  /// Cancels the call before the form is sent.
  void abandon() {
    form.cancel(false);
  }

  /// Sends the form and waits for the answer.
  ///
  /// @throws ExecutionException with the cause, if connecting or sending failed
  QueryCall.Answer post(byte[] form, Duration timeout)
      throws TimeoutException, InterruptedException, ExecutionException {
    this.form.complete(form);
    return answer.get(Math.max(0, timeout.toNanos()), TimeUnit.NANOSECONDS);
  }
}
