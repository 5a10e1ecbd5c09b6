package io.spiffeaws.sandbox.workload;

import io.spiffeaws.spire.proto.types.Entry;
import io.spiffeaws.spire.proto.types.SPIFFEID;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The entries that a server sends to an agent: its descendants at any depth (SPIRE's
/// `pkg/server/authorizedentries`).
final class AuthorizedEntries {
  private AuthorizedEntries() {}

  static List<Entry> of(SPIFFEID agent, List<Entry> all) {
    var found = new ArrayList<Entry>();
    var below = all.stream().collect(Collectors.groupingBy(Entry::getParentId));
    addBelow(agent, below, found, new HashSet<>());
    return found;
  }

  private static void addBelow(
      SPIFFEID parent, Map<SPIFFEID, List<Entry>> below, List<Entry> found, Set<SPIFFEID> seen) {
    if (!seen.add(parent)) {
      return;
    }
    for (var entry : below.getOrDefault(parent, List.of())) {
      found.add(entry);
      addBelow(entry.getSpiffeId(), below, found, seen);
    }
  }
}
