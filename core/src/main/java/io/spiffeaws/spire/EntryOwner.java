package io.spiffeaws.spire;

import io.spiffeaws.problem.Problem;
import java.util.List;

/// Tells entries that another program keeps, such as the SPIRE controller manager with its
/// `entryIDPrefix`, by how their entry ID begins. They are left alone.
///
/// @param prefixes of entry IDs; none of them empty
public record EntryOwner(List<String> prefixes) {
  /// Everything is ours.
  public static final EntryOwner NO_OTHER = new EntryOwner(List.of());

  public EntryOwner {
    prefixes = prefixes.stream().filter(prefix -> !prefix.isEmpty()).distinct().toList();
  }

  /// Whether another program keeps the entry with that entry ID.
  public boolean foreign(String id) {
    return prefixes.stream().anyMatch(id::startsWith);
  }

  /// Why that entry is not touched.
  Problem leftAlone(RegistrationEntry entry) {
    return new Problem.Refused(
        "foreign-entry",
        "entry "
            + entry.id()
            + " for "
            + entry.spiffeId()
            + " is kept by another program, as its"
            + " entry ID says, and is left alone",
        "change it where it is kept, or drop its prefix from --foreign-prefix and"
            + " SPIRE_FOREIGN_PREFIX");
  }
}
