package io.spiffeaws.http;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A call in a daemon thread, which connects at once and then waits for the request. The separate
/// thread makes one timeout for the complete call possible.
///
/// @param <C> the connection
/// @param <A> the answer
final class PendingCall<C extends Closeable, A> {
  /// How long the connection is used while idle, because the server closes idle connections.
  private static final Duration MAX_IDLE = Duration.ofSeconds(5);

  private final CompletableFuture<EarlyCalls.Request<C, A>> request = new CompletableFuture<>();
  private final FutureTask<A> answer;
  private final long started = System.nanoTime();

  private PendingCall(Callable<C> connect) {
    this.answer = new FutureTask<>(() -> run(connect));
  }

  static <C extends Closeable, A> PendingCall<C, A> start(String name, Callable<C> connect) {
    var pending = new PendingCall<C, A>(connect);
    Thread.ofPlatform().daemon().name(name).start(pending.answer);
    return pending;
  }

  private A run(Callable<C> connect) throws Exception {
    try (var connection = connect.call()) {
      return request.get().send(connection);
    }
  }

  /// Returns whether the connection is recent enough to use.
  boolean isFresh() {
    return System.nanoTime() - started < MAX_IDLE.toNanos();
  }

  /// Cancels the call before the request is sent.
  void abandon() {
    request.cancel(false);
  }

  /// Sends the request and waits for the answer.
  ///
  /// @throws ExecutionException with the cause, if connecting or sending failed
  A send(EarlyCalls.Request<C, A> request, Duration timeout)
      throws TimeoutException, InterruptedException, ExecutionException {
    this.request.complete(request);
    return answer.get(Math.max(0, timeout.toNanos()), TimeUnit.NANOSECONDS);
  }
}
