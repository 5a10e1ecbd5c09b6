package io.spiffeaws.spire;

import io.spiffeaws.spiffe.SpiffeId;
import java.util.List;

/// The identity of an entry: a SPIRE server rejects a second entry with the same ID, parent and set
/// of selectors (SPIRE API, `BatchCreateEntry`).
///
/// @param selectors sorted, without duplicates
public record EntryKey(SpiffeId spiffeId, SpiffeId parentId, List<Selector> selectors) {
  public EntryKey {
    selectors = selectors.stream().distinct().sorted().toList();
  }
}
