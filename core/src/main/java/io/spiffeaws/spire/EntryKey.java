package io.spiffeaws.spire;

import io.spiffeaws.spiffe.SpiffeId;
import java.util.List;

/// What makes two entries the same to a SPIRE server: it refuses a second one with the same ID,
/// parent and set of selectors (SPIRE API, `BatchCreateEntry`).
///
/// @param selectors sorted, each once
public record EntryKey(SpiffeId spiffeId, SpiffeId parentId, List<Selector> selectors) {
  public EntryKey {
    selectors = selectors.stream().distinct().sorted().toList();
  }
}
