package io.spiffeaws.sandbox.spire;

import io.spiffeaws.sandbox.spire.EntryStore.Row;
import io.spiffeaws.spire.proto.types.Entry;
import io.spiffeaws.spire.proto.types.SPIFFEID;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Numbered rows with database-like indexes on entry ID, SPIFFE ID and expiry time, so that reading
/// one entry does not scan thousands. Not thread-safe.
final class EntryRows {
  private final TreeMap<Long, Entry> rows = new TreeMap<>();
  private final Map<String, Long> byId = new HashMap<>();
  private final Map<SPIFFEID, TreeMap<Long, Entry>> bySpiffeId = new HashMap<>();
  private final TreeSet<Long> expiring = new TreeSet<>();

  List<Entry> all() {
    return List.copyOf(rows.values());
  }

  Optional<Row> of(String id) {
    return Optional.ofNullable(byId.get(id))
        .flatMap(
            number -> Optional.ofNullable(rows.get(number)).map(entry -> new Row(number, entry)));
  }

  Collection<Entry> of(SPIFFEID id) {
    return bySpiffeId.getOrDefault(id, new TreeMap<>()).values();
  }

  SortedMap<Long, Entry> after(long number) {
    return rows.tailMap(number, false);
  }

  void put(long number, Entry entry) {
    remove(number);
    rows.put(number, entry);
    byId.put(entry.getId(), number);
    bySpiffeId.computeIfAbsent(entry.getSpiffeId(), _ -> new TreeMap<>()).put(number, entry);
    if (entry.getExpiresAt() > 0) {
      expiring.add(number);
    }
  }

  void remove(long number) {
    var entry = rows.remove(number);
    if (entry == null) {
      return;
    }
    expiring.remove(number);
    byId.remove(entry.getId());
    var same = bySpiffeId.get(entry.getSpiffeId());
    if (same != null) {
      same.remove(number);
      if (same.isEmpty()) {
        bySpiffeId.remove(entry.getSpiffeId());
      }
    }
  }

  /// Deletes expired entries.
  ///
  /// @param now in seconds since 1970
  void removeExpired(long now) {
    for (var number : new ArrayList<>(expiring)) {
      var entry = rows.get(number);
      if (entry != null && entry.getExpiresAt() < now) {
        remove(number);
      }
    }
  }
}
