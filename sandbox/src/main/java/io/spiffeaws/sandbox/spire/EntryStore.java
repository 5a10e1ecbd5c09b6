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

/// The server's registration entries, each in a numbered row, as SPIRE's SQL datastore keeps them.
/// Safe for use by many threads.
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

  /// All entries, oldest first.
  public synchronized List<Entry> all() {
    prune();
    return rows.all();
  }

  /// Calls this after every change, on the thread that made it.
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /// The outcome of a creation.
  ///
  /// @param entry as it is stored
  /// @param existing whether it was there before
  record Created(Entry entry, boolean existing) {}

  /// Stores an entry, or finds the one that is similar: same SPIFFE ID, parent and set of
  /// selectors.
  Created create(Entry entry) throws Refusal {
    var created = insert(entry);
    changed();
    return created;
  }

  private synchronized Created insert(Entry entry) throws Refusal {
    prune();
    EntryForm.checkNew(entry);
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

  Entry update(Entry entry, EntryMask mask) throws Refusal {
    var updated = replace(entry, mask);
    changed();
    return updated;
  }

  private synchronized Entry replace(Entry entry, EntryMask mask) throws Refusal {
    prune();
    EntryForm.checkUpdate(entry, mask);
    var row = rows.of(entry.getId()).orElseThrow(() -> Refusal.notFound("record not found"));
    var stored = row.entry();
    var changed = stored.toBuilder();
    EntryMasks.copyWritable(entry, mask, changed);
    if (mask.getSelectors() && changed.getStoreSvid()) {
      EntryForm.checkOneType(entry);
    }
    checkOnce(changed.build());
    if (mask.getFederatesWith()) {
      checkFederation(entry);
    }
    var updated = changed.setRevisionNumber(stored.getRevisionNumber() + 1).build();
    rows.put(row.number(), updated);
    return updated;
  }

  /// @return whether it was there
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

  /// The rows after that one for which the query holds, in order.
  ///
  /// @param limit at most so many; 0: all
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

  /// Takes away what has expired; SPIRE does so every few minutes.
  private void prune() {
    rows.removeExpired(clock.instant().getEpochSecond());
  }

  private static boolean similar(Entry a, Entry b) {
    return a.getSpiffeId().equals(b.getSpiffeId())
        && a.getParentId().equals(b.getParentId())
        && new HashSet<>(a.getSelectorsList()).equals(new HashSet<>(b.getSelectorsList()));
  }

  /// A fresh server knows no bundle but its own.
  private void checkFederation(Entry entry) throws Refusal {
    for (var name : entry.getFederatesWithList()) {
      if (!name.equals(trustDomain)) {
        throw Refusal.internal("unable to find federated bundle \"spiffe://" + name + "\"");
      }
    }
  }

  private static void checkOnce(Entry entry) throws Refusal {
    if (Set.copyOf(entry.getSelectorsList()).size() < entry.getSelectorsCount()) {
      throw taken("selectors.registered_entry_id, selectors.type, selectors.value");
    }
    if (Set.copyOf(entry.getDnsNamesList()).size() < entry.getDnsNamesCount()) {
      throw taken("dns_names.registered_entry_id, dns_names.value");
    }
  }

  private static Refusal taken(String columns) {
    return Refusal.alreadyExists("datastore-sql: UNIQUE constraint failed: " + columns);
  }
}
