package io.spiffeaws.credentials.endpoint;

import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Looks up the users of many connections at once, in a thread of its own, and then rests for as
/// long as that took: however many sockets the machine has and whoever opens them, at most half of
/// one processor goes there. Closes the owner at the end. Not thread-safe.
final class UserLookup implements AutoCloseable {
  private static final long SHORTEST_REST = 2_000_000;
  private static final long NEVER = Long.MAX_VALUE;

  private final ConnectionOwner owner;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("endpoint-users").factory());

  private boolean running;
  private boolean wanted;
  private long rested;

  /// @param now a time of [System#nanoTime]
  UserLookup(ConnectionOwner owner, long now) {
    this.owner = owner;
    this.rested = now;
  }

  /// Has it run as soon as it can.
  void want() {
    wanted = true;
  }

  /// How long until it can run, in nanoseconds; not positive if it can now.
  long left(long now) {
    return wanted && !running ? rested - now : NEVER;
  }

  /// @param connections whose users are to be looked up
  /// @param found gets users as of [ConnectionOwner#users], in the lookup's thread
  void run(Collection<SocketChannel> connections, Consumer<Map<SocketChannel, String>> found) {
    wanted = false;
    if (connections.isEmpty()) {
      return;
    }
    running = true;
    var all = List.copyOf(connections);
    thread.execute(() -> found.accept(users(all)));
  }

  /// To be told when the users are there.
  ///
  /// @param began when it was run
  void done(long began, long now) {
    running = false;
    rested = now + Math.max(now - began, SHORTEST_REST);
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
      return Map.of(); // all of them are of users that are not known
    }
  }
}
