package io.spiffeaws.credentials.endpoint;

import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Looks up the users of many connections at once, in its own thread. Then it pauses for as long as
/// the lookup took, so it uses at most half of one processor, whatever the number of sockets.
/// Closes the owner at the end. Not thread-safe.
final class UserLookup implements AutoCloseable {
  private static final long MIN_PAUSE = 2_000_000;
  private static final long NEVER = Long.MAX_VALUE;

  private final ConnectionOwner owner;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("endpoint-users").factory());

  private boolean running;
  private boolean wanted;
  private long nextAt;

  /// @param now a time of [System#nanoTime]
  UserLookup(ConnectionOwner owner, long now) {
    this.owner = owner;
    this.nextAt = now;
  }

  /// Requests a lookup as soon as possible.
  void request() {
    wanted = true;
  }

  /// Returns the time until the next lookup in nanoseconds; zero or negative if it can run now.
  long left(long now) {
    return wanted && !running ? nextAt - now : NEVER;
  }

  /// @param connections the connections to look up
  /// @param found receives the users as of [ConnectionOwner#users], in the lookup's thread
  void run(Collection<SocketChannel> connections, Consumer<Map<SocketChannel, String>> found) {
    wanted = false;
    if (connections.isEmpty()) {
      return;
    }
    running = true;
    var all = List.copyOf(connections);
    thread.execute(() -> found.accept(users(all)));
  }

  /// Must be called when the users have been received.
  ///
  /// @param began when the lookup started
  void done(long began, long now) {
    running = false;
    nextAt = now + Math.max(now - began, MIN_PAUSE);
  }

  @Override
  public void close() {
    thread.shutdownNow();
    owner.close();
  }

  private Map<SocketChannel, String> users(Collection<SocketChannel> connections) {
    try {
      return owner.users(connections);
    } catch (RuntimeException | OutOfMemoryError e) {
      return Map.of(); // all users are unknown then
    }
  }
}
