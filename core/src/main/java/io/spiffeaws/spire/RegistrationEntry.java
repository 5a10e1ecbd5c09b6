package io.spiffeaws.spire;

import io.spiffeaws.spiffe.SpiffeId;
import java.time.Instant;
import java.util.Optional;

/// A registration entry: who, proved by which selectors below which parent, gets which SPIFFE ID
/// (SPIRE API, `spire.api.types.Entry`).
///
/// @param id the server's ID of the entry; empty where it has none yet
/// @param key ID, parent and selectors
/// @param settings everything else that can be set
/// @param revision counted up by the server at each update; 0 at first
/// @param createdAt when the server made it; empty where it has not, or does not say
public record RegistrationEntry(
    String id, EntryKey key, EntrySettings settings, long revision, Optional<Instant> createdAt) {

  /// An entry to be made.
  public static RegistrationEntry of(EntryKey key, EntrySettings settings) {
    return new RegistrationEntry("", key, settings, 0, Optional.empty());
  }

  public SpiffeId spiffeId() {
    return key.spiffeId();
  }

  public SpiffeId parentId() {
    return key.parentId();
  }

  /// The same entry with other settings.
  public RegistrationEntry with(EntrySettings changed) {
    return new RegistrationEntry(id, key, changed, revision, createdAt);
  }
}
