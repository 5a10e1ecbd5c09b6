package io.spiffeaws.sandbox.workload;

import io.spiffeaws.spire.proto.types.Entry;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Selects one entry per hint (SPIRE's `pkg/agent/common/hintsfilter`): the oldest, or of those
/// created in the same second the one with the lowest ID. Entries without a hint are not filtered.
final class UniqueHints {
  private static final Comparator<Entry> PREFERRED =
      Comparator.comparingLong(Entry::getCreatedAt).thenComparing(Entry::getId);

  private UniqueHints() {}

  static List<Entry> once(List<Entry> entries) {
    Map<String, Entry> kept = new HashMap<>();
    for (var entry : entries) {
      kept.merge(entry.getHint(), entry, (a, b) -> PREFERRED.compare(a, b) <= 0 ? a : b);
    }
    return entries.stream()
        .filter(entry -> entry.getHint().isEmpty() || entry.equals(kept.get(entry.getHint())))
        .toList();
  }
}
