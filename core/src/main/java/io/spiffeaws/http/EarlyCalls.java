package io.spiffeaws.http;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Calls over connections that can be opened before the request is known, to save the time of name
/// resolution, TCP and TLS. Each call has a connection and a daemon thread of its own, so that one
/// timeout limits all of it. Thread-safe.
///
/// @param <C> the connection
/// @param <A> the answer
public final class EarlyCalls<C extends Closeable, A> {
  /// Sends a request over a connection.
  public interface Request<C, A> {
    A send(C connection) throws IOException;
  }

  private final String name;
  private final AtomicReference<@Nullable PendingCall<C, A>> prepared = new AtomicReference<>();

  /// @param name the name of the threads
  public EarlyCalls(String name) {
    this.name = name;
  }

  /// Opens the connection for the next call. Does not block or throw.
  public void prepare(Callable<C> connect) {
    abandon(prepared.getAndSet(PendingCall.start(name, connect)));
  }

  /// Sends a request and waits for the answer.
  ///
  /// @param connect opens a connection if no recent one is prepared
  /// @throws ExecutionException with the cause, if connecting or sending failed
  public A call(Callable<C> connect, Request<C, A> request, Duration timeout)
      throws TimeoutException, InterruptedException, ExecutionException {
    var waiting = prepared.getAndSet(null);
    if (waiting != null && waiting.isFresh()) {
      return waiting.send(request, timeout);
    }
    abandon(waiting);
    return PendingCall.<C, A>start(name, connect).send(request, timeout);
  }

  private static <C extends Closeable, A> void abandon(@Nullable PendingCall<C, A> call) {
    if (call != null) {
      call.abandon();
    }
  }
}
