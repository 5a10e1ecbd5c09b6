package io.spiffeaws.credentials.endpoint;

import java.util.ArrayDeque;
import java.util.Queue;

/// A queue of the connections that have work, each at most once. Not thread-safe.
///
/// An [ArrayDeque], since a `LinkedHashSet` leaks into the old generation here. A connection that
/// is removed and added again gets a new node of the hash table each time. The removed node still
/// points to the next one of its bucket, so two connections in one bucket create an endless chain
/// of such nodes. As soon as one of them is in the old generation, a young collection keeps all of
/// them.
final class ReadyConnections {
  private final Queue<Connection> queue = new ArrayDeque<>();

  /// Adds a connection at the end, unless it is in the queue.
  void add(Connection connection) {
    if (!connection.isQueued()) {
      connection.queued(true);
      queue.add(connection);
    }
  }

  /// Removes the first connection and returns it.
  ///
  /// @throws java.util.NoSuchElementException if there is none
  Connection remove() {
    var first = queue.remove();
    first.queued(false);
    return first;
  }

  int size() {
    return queue.size();
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }
}
