package io.spiffeaws.spire;

import io.spiffeaws.problem.Problem;
import java.util.List;

/// Recognizes entries that another program manages by the prefix of their entry ID, such as the
/// `entryIDPrefix` of the SPIRE controller manager. These entries are not changed.
///
/// @param prefixes prefixes of entry IDs; none of them empty
public record EntryOwner(List<String> prefixes) {
  /// Treats every entry as managed by this program.
  public static final EntryOwner THIS_CHAIN_ONLY = new EntryOwner(List.of());

  public EntryOwner {
    prefixes = prefixes.stream().filter(prefix -> !prefix.isEmpty()).distinct().toList();
  }

  /// Returns whether another program manages the entry with this entry ID.
  public boolean isForeign(String id) {
    return prefixes.stream().anyMatch(id::startsWith);
  }

  /// Returns the problem that explains why the entry is not changed.
  Problem managedElsewhere(RegistrationEntry entry) {
    return new Problem.Refused(
        "foreign-entry",
        "entry "
            + entry.id()
            + " for "
            + entry.spiffeId()
            + " is managed by another program, as the prefix of its entry ID shows, and is not"
            + " changed",
        "change it in that program, or remove its prefix from --foreign-prefix and"
            + " SPIRE_FOREIGN_PREFIX");
  }
}
