package io.spiffeaws.spire;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Lists the entries that pass a filter.
public final class ListEntries {
  private static final Comparator<RegistrationEntry> ORDER =
      Comparator.comparing(RegistrationEntry::spiffeId)
          .thenComparing(RegistrationEntry::parentId)
          .thenComparing(RegistrationEntry::id);

  private final RegistrationEntries entries;

  public ListEntries(RegistrationEntries entries) {
    this.entries = entries;
  }

  /// @return the entries, sorted by SPIFFE ID, parent ID and entry ID
  public List<RegistrationEntry> run(EntryFilter filter) {
    var found = new ArrayList<RegistrationEntry>();
    entries.list(filter, found::add);
    found.sort(ORDER);
    return found;
  }
}
