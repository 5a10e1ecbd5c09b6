package io.spiffeaws.spire;

import java.util.Set;

/// An entry as it should be.
///
/// @param entry as it is made where there is none
/// @param fields what is brought up to date where there is one; the rest stays as it is
record DesiredEntry(RegistrationEntry entry, Set<EntryField> fields) {
  /// The settings that the existing entry should have.
  EntrySettings settingsOver(RegistrationEntry existing) {
    return existing.settings().with(fields, entry.settings());
  }
}
