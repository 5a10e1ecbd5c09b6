package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.credentials.endpoint.Connection.Phase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Predicate;

/// The connections of an endpoint by user. If there are too many, the least useful connection of
/// the user with the most is closed. So a user that opens many connections affects only itself. All
/// connections with an unknown user count as those of one user. Not thread-safe.
final class ConnectionTable {
  private static final int FEW = 16;
  private static final int CROWDED = 4;

  private final int capacity;

  /// The connections of each user, the most recently used one last.
  private final Map<String, SequencedSet<Connection>> users = new LinkedHashMap<>();

  private int size;

  /// @param capacity the maximum number of connections
  ConnectionTable(int capacity) {
    this.capacity = capacity;
  }

  void add(Connection connection) {
    users.computeIfAbsent(connection.user(), _ -> new LinkedHashSet<>()).add(connection);
    size++;
  }

  void remove(Connection connection) {
    var held = users.get(connection.user());
    if (held != null && held.remove(connection)) {
      size--;
      if (held.isEmpty()) {
        users.remove(connection.user());
      }
    }
  }

  /// Records that a request was answered.
  void used(Connection connection) {
    var held = users.get(connection.user());
    if (held != null && held.contains(connection)) {
      held.addLast(connection);
    }
  }

  /// Sets the user of a connection.
  void foundUser(Connection connection, Optional<String> user) {
    remove(connection);
    connection.foundUser(user);
    add(connection);
  }

  /// Returns the connection to close; empty if there are not too many. Connections that have not
  /// been looked up are spared while a user has more than a few: they may belong to any user.
  Optional<Connection> excess() {
    if (size <= capacity) {
      return Optional.empty();
    }
    var most =
        users.entrySet().stream()
            .filter(user -> !user.getKey().equals(Connection.PENDING))
            .map(Map.Entry::getValue)
            .max(Comparator.comparingInt(Collection::size));
    return most.filter(held -> held.size() > capacity / FEW || pending().isEmpty())
        .map(ConnectionTable::leastUsed)
        .or(() -> Optional.of(leastUsed(pending())));
  }

  /// Whether there are so many connections that the users' shares may soon matter.
  boolean isCrowded() {
    return size > capacity / CROWDED;
  }

  List<Connection> all() {
    var all = new ArrayList<Connection>(size);
    users.values().forEach(all::addAll);
    return all;
  }

  /// Returns the connections whose users have not been looked up.
  SequencedSet<Connection> pending() {
    return users.getOrDefault(Connection.PENDING, new LinkedHashSet<>());
  }

  /// Returns the least useful connection. It prefers one that only waits for its client to stop
  /// sending, then one without a successful response, and avoids one with a request in progress.
  private static Connection leastUsed(SequencedSet<Connection> held) {
    return first(held, connection -> connection.phase() == Phase.DRAIN)
        .or(() -> first(held, connection -> !isAnswering(connection) && !connection.wasServed()))
        .or(() -> first(held, connection -> !isAnswering(connection)))
        .orElseGet(held::getFirst);
  }

  private static boolean isAnswering(Connection connection) {
    return connection.phase() == Phase.ANSWER;
  }

  private static Optional<Connection> first(
      SequencedSet<Connection> held, Predicate<Connection> condition) {
    return held.stream().filter(condition).findFirst();
  }
}
