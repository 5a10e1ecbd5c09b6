package io.spiffeaws.spire;

import io.spiffeaws.spiffe.SpiffeId;
import java.util.List;
import java.util.Optional;

/// A filter on entries. An entry passes if it meets every criterion that is present.
///
/// @param selectors empty for any
/// @param match how the selectors are compared; ignored if there are no selectors
public record EntryFilter(
    Optional<SpiffeId> spiffeId,
    Optional<SpiffeId> parentId,
    List<Selector> selectors,
    SelectorMatch match,
    Optional<String> hint) {

  /// Passes every entry.
  public static final EntryFilter ALL =
      new EntryFilter(
          Optional.empty(), Optional.empty(), List.of(), SelectorMatch.SUPERSET, Optional.empty());

  public EntryFilter {
    selectors = List.copyOf(selectors);
  }

  public static EntryFilter bySpiffeId(SpiffeId id) {
    return new EntryFilter(
        Optional.of(id), Optional.empty(), List.of(), SelectorMatch.SUPERSET, Optional.empty());
  }

  public static EntryFilter byParentId(SpiffeId id) {
    return new EntryFilter(
        Optional.empty(), Optional.of(id), List.of(), SelectorMatch.SUPERSET, Optional.empty());
  }

  /// Passes entries with at least one of these selectors.
  public static EntryFilter byAnyOf(List<Selector> selectors) {
    return new EntryFilter(
        Optional.empty(), Optional.empty(), selectors, SelectorMatch.ANY, Optional.empty());
  }

  /// Passes only the entry of this key.
  public static EntryFilter byKey(EntryKey key) {
    return new EntryFilter(
        Optional.of(key.spiffeId()),
        Optional.of(key.parentId()),
        key.selectors(),
        SelectorMatch.EXACT,
        Optional.empty());
  }

  /// Returns whether the entry passes.
  public boolean passes(RegistrationEntry entry) {
    return spiffeId.map(entry.spiffeId()::equals).orElse(true)
        && parentId.map(entry.parentId()::equals).orElse(true)
        && hint.map(entry.settings().hint()::equals).orElse(true)
        && (selectors.isEmpty() || passes(entry.key().selectors()));
  }

  private boolean passes(List<Selector> present) {
    return switch (match) {
      case SUPERSET -> present.containsAll(selectors);
      case SUBSET -> selectors.containsAll(present);
      case EXACT -> present.containsAll(selectors) && selectors.containsAll(present);
      case ANY -> selectors.stream().anyMatch(present::contains);
    };
  }
}
