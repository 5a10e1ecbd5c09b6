package io.spiffeaws.spire;

import java.util.Set;

/// The desired state of an entry.
///
/// @param entry the entry to create if it does not exist
/// @param fields the fields to update if the entry exists; the others are not changed
record DesiredEntry(RegistrationEntry entry, Set<EntryField> fields) {
  /// Returns the settings that the existing entry should have.
  EntrySettings settingsOver(RegistrationEntry existing) {
    return existing.settings().with(fields, entry.settings());
  }
}
