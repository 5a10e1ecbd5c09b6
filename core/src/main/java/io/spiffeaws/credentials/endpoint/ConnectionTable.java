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

/// The connections of an endpoint, by user. If there are too many, the user with the most loses the
/// one that has been of no use for longest: a user that opens many takes them from itself. All
/// whose user cannot be found out count as one user's. Not thread-safe.
final class ConnectionTable {
  private static final int FEW = 16;
  private static final int CROWDED = 4;

  private final int capacity;

  /// Those of each user, the one that was used last at the end.
  private final Map<String, SequencedSet<Connection>> users = new LinkedHashMap<>();

  private int size;

  /// @param capacity the most connections
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

  /// A request was answered there.
  void used(Connection connection) {
    var held = users.get(connection.user());
    if (held != null && held.contains(connection)) {
      held.addLast(connection);
    }
  }

  /// From now on it counts as this user's.
  void foundUser(Connection connection, Optional<String> user) {
    remove(connection);
    connection.foundUser(user);
    add(connection);
  }

  /// The one to close, if there are too many. Those whose users have not been looked up are spared
  /// for as long as there is a user that has more than a few: theirs may be anyone's.
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

  /// Whether so many are there that shares may soon matter.
  boolean isCrowded() {
    return size > capacity / CROWDED;
  }

  List<Connection> all() {
    var all = new ArrayList<Connection>(size);
    users.values().forEach(all::addAll);
    return all;
  }

  /// Those whose users have not been looked up.
  SequencedSet<Connection> pending() {
    return users.getOrDefault(Connection.PENDING, new LinkedHashSet<>());
  }

  /// Rather one that only waits for its client to stop sending, rather one that has not had what it
  /// asked for, and rather not one where a request is being answered.
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
