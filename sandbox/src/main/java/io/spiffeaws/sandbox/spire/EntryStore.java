package io.spiffeaws.sandbox.spire;

import io.spiffeaws.spire.proto.types.Entry;
import io.spiffeaws.spire.proto.types.EntryMask;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/// The server's registration entries, each in a numbered row, as in SPIRE's SQL datastore.
/// Thread-safe.
public final class EntryStore {
  private final String trustDomain;
  private final Clock clock;
  private final EntryRows rows = new EntryRows();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private long lastRow;

  EntryStore(String trustDomain, Clock clock) {
    this.trustDomain = trustDomain;
    this.clock = clock;
  }

  /// Returns all entries, oldest first.
  public synchronized List<Entry> all() {
    prune();
    return rows.all();
  }

  /// Registers a listener that is called after every change, on the thread that made the change.
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /// The result of a creation.
  ///
  /// @param entry as stored
  /// @param existing whether it existed before
  record Created(Entry entry, boolean existing) {}

  /// Stores an entry, or returns the similar one: same SPIFFE ID, parent and set of selectors.
  Created create(Entry entry) throws RequestError {
    var created = insert(entry);
    changed();
    return created;
  }

  private synchronized Created insert(Entry entry) throws RequestError {
    prune();
    EntryValidation.checkNew(entry);
    var similar =
        rows.of(entry.getSpiffeId()).stream().filter(stored -> similar(stored, entry)).findFirst();
    if (similar.isPresent()) {
      return new Created(similar.get(), true);
    }
    if (!entry.getId().isEmpty() && find(entry.getId()).isPresent()) {
      throw taken("registered_entries.entry_id");
    }
    checkFederation(entry);
    checkOnce(entry);
    var stored =
        entry.toBuilder()
            .setId(entry.getId().isEmpty() ? UUID.randomUUID().toString() : entry.getId())
            .setCreatedAt(clock.instant().getEpochSecond())
            .setRevisionNumber(0)
            .build();
    rows.put(++lastRow, stored);
    return new Created(stored, false);
  }

  Entry update(Entry entry, EntryMask mask) throws RequestError {
    var updated = replace(entry, mask);
    changed();
    return updated;
  }

  private synchronized Entry replace(Entry entry, EntryMask mask) throws RequestError {
    prune();
    EntryValidation.checkUpdate(entry, mask);
    var row = rows.of(entry.getId()).orElseThrow(() -> RequestError.notFound("record not found"));
    var stored = row.entry();
    var changed = stored.toBuilder();
    EntryMasks.copyWritable(entry, mask, changed);
    if (mask.getSelectors() && changed.getStoreSvid()) {
      EntryValidation.checkOneType(entry);
    }
    checkOnce(changed.build());
    if (mask.getFederatesWith()) {
      checkFederation(entry);
    }
    var updated = changed.setRevisionNumber(stored.getRevisionNumber() + 1).build();
    rows.put(row.number(), updated);
    return updated;
  }

  /// Deletes an entry.
  ///
  /// @return whether it existed
  boolean delete(String id) {
    var deleted = remove(id);
    changed();
    return deleted;
  }

  private synchronized boolean remove(String id) {
    prune();
    var row = rows.of(id);
    row.ifPresent(found -> rows.remove(found.number()));
    return row.isPresent();
  }

  synchronized Optional<Entry> find(String id) {
    prune();
    return rows.of(id).map(Row::entry);
  }

  /// Returns the matching rows after a row number, in order.
  ///
  /// @param limit maximum number of rows; 0: no limit
  synchronized List<Row> rows(long after, int limit, Predicate<Entry> query) {
    prune();
    var found = new ArrayList<Row>();
    for (var row : rows.after(after).entrySet()) {
      if (query.test(row.getValue())) {
        found.add(new Row(row.getKey(), row.getValue()));
        if (found.size() == limit) {
          break;
        }
      }
    }
    return found;
  }

  /// A numbered entry.
  record Row(long number, Entry entry) {}

  private void changed() {
    listeners.forEach(Runnable::run);
  }

  /// Deletes expired entries. SPIRE does this every few minutes.
  private void prune() {
    rows.removeExpired(clock.instant().getEpochSecond());
  }

  private static boolean similar(Entry a, Entry b) {
    return a.getSpiffeId().equals(b.getSpiffeId())
        && a.getParentId().equals(b.getParentId())
        && new HashSet<>(a.getSelectorsList()).equals(new HashSet<>(b.getSelectorsList()));
  }

  /// Checks the federated trust domains. A new server has only its own bundle.
  private void checkFederation(Entry entry) throws RequestError {
    for (var name : entry.getFederatesWithList()) {
      if (!name.equals(trustDomain)) {
        throw RequestError.internal("unable to find federated bundle \"spiffe://" + name + "\"");
      }
    }
  }

  private static void checkOnce(Entry entry) throws RequestError {
    if (Set.copyOf(entry.getSelectorsList()).size() < entry.getSelectorsCount()) {
      throw taken("selectors.registered_entry_id, selectors.type, selectors.value");
    }
    if (Set.copyOf(entry.getDnsNamesList()).size() < entry.getDnsNamesCount()) {
      throw taken("dns_names.registered_entry_id, dns_names.value");
    }
  }

  private static RequestError taken(String columns) {
    return RequestError.alreadyExists("datastore-sql: UNIQUE constraint failed: " + columns);
  }
}
