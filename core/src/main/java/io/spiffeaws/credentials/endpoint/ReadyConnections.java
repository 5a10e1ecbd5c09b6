package io.spiffeaws.credentials.endpoint;

import java.util.ArrayDeque;
import java.util.Queue;

/// The connections that have something to do, first come, first served, each at most once. Not
/// thread-safe.
///
/// An [ArrayDeque], since a `LinkedHashSet` leaks into the old generation here: a connection that
/// is removed and added again gets a new node of the hash table each time, and the removed node
/// still points to the next one of its bucket. Two connections in one bucket make an endless chain
/// of such nodes, and from the first that is old enough on a young collection keeps all of them.
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
