package io.spiffeaws.spire;

import io.spiffeaws.spiffe.SpiffeId;
import java.time.Instant;
import java.util.Optional;

/// A registration entry: workloads with all its selectors, on nodes with its parent ID, get its
/// SPIFFE ID (SPIRE API, `spire.api.types.Entry`).
///
/// @param id the server's ID of the entry; empty if it has none yet
/// @param key SPIFFE ID, parent and selectors
/// @param settings all other settings
/// @param revision incremented by the server at each update; 0 at first
/// @param createdAt when the server created it; empty if it is not created yet, or the server does
///   not report it
public record RegistrationEntry(
    String id, EntryKey key, EntrySettings settings, long revision, Optional<Instant> createdAt) {

  /// Returns an entry that is not created yet.
  public static RegistrationEntry of(EntryKey key, EntrySettings settings) {
    return new RegistrationEntry("", key, settings, 0, Optional.empty());
  }

  public SpiffeId spiffeId() {
    return key.spiffeId();
  }

  public SpiffeId parentId() {
    return key.parentId();
  }

  /// Returns this entry with other settings.
  public RegistrationEntry with(EntrySettings changed) {
    return new RegistrationEntry(id, key, changed, revision, createdAt);
  }
}
