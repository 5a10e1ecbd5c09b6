package io.spiffeaws.spire;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/// Looks up entries by key: a few one by one, many with a listing of all entries.
final class FindEntries {
  static final int ONE_BY_ONE = 50;

  private final RegistrationEntries entries;

  FindEntries(RegistrationEntries entries) {
    this.entries = entries;
  }

  /// @return the entries that exist
  Map<EntryKey, RegistrationEntry> run(Collection<EntryKey> keys) {
    var found = new HashMap<EntryKey, RegistrationEntry>();
    if (keys.size() <= ONE_BY_ONE) {
      keys.forEach(
          key -> entries.list(EntryFilter.byKey(key), entry -> found.put(entry.key(), entry)));
    } else {
      var keySet = new HashSet<>(keys);
      entries.list(
          EntryFilter.ALL,
          entry -> {
            if (keySet.contains(entry.key())) {
              found.put(entry.key(), entry);
            }
          });
    }
    return found;
  }
}
