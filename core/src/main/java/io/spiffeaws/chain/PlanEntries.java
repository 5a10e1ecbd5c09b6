package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.Workload;
import io.spiffeaws.change.Change;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.EntryDiff;
import io.spiffeaws.spire.EntryKey;
import io.spiffeaws.spire.RegistrationEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Plans the changes of a chain's registration entries.
///
/// 1. An existing entry with the same ID, parent and selectors serves the workload, also if the
///    chain does not manage it.
/// 2. Otherwise an entry of the chain that has the workload's entry ID is updated: it was changed
///    by hand.
/// 3. Otherwise an entry of the chain with the same SPIFFE ID is updated: the file has changed.
/// 4. Entries of the chain that remain are deleted.
///
/// Updates are made in place, so that access which the file no longer allows ends at once.
final class PlanEntries {
  private final ChainOwner owner;
  private final List<Workload> workloads;
  private final Map<EntryKey, RegistrationEntry> byKey = new HashMap<>();
  private final Map<String, RegistrationEntry> spare = new TreeMap<>();
  private final Set<String> taken = new HashSet<>();

  PlanEntries(ChainOwner owner, List<Workload> workloads, List<RegistrationEntry> found) {
    this.owner = owner;
    this.workloads = workloads;
    for (var entry : found) {
      byKey.merge(entry.key(), entry, (one, other) -> owner.manages(one) ? one : other);
      if (owner.manages(entry)) {
        spare.put(entry.id(), entry);
        taken.add(entry.id());
      }
    }
  }

  List<PlannedChange> steps() {
    var steps = new LinkedHashMap<Workload, Optional<PlannedChange>>();
    for (var workload : workloads) {
      var there = Optional.ofNullable(byKey.get(workload.key()));
      there.ifPresent(entry -> spare.remove(entry.id()));
      steps.put(workload, there.map(entry -> over(workload, entry)));
    }
    steps.replaceAll((workload, step) -> step.or(() -> ofSameEntryId(workload)));
    var bySpiffeId = bySpiffeId();
    steps.replaceAll((workload, step) -> step.or(() -> ofSameSpiffeId(workload, bySpiffeId)));
    var all = new ArrayList<PlannedChange>();
    steps.forEach((workload, step) -> all.add(step.orElseGet(() -> created(workload))));
    spare.values().forEach(entry -> all.add(new PlannedChange.DeleteEntry(entry)));
    return all;
  }

  private PlannedChange over(Workload workload, RegistrationEntry there) {
    var wanted = wanted(workload, there);
    if (owner.manages(there)) {
      return wanted.equals(there) ? kept(there, "") : new PlannedChange.ReplaceEntry(there, wanted);
    }
    var differs = EntryDiff.between(there, wanted);
    return kept(
        there,
        ChainOwner.notChanged(there)
            + (differs.isEmpty() ? "" : ", and differs from the chain\n" + differs));
  }

  private Optional<PlannedChange> ofSameEntryId(Workload workload) {
    return Optional.ofNullable(spare.remove(owner.entryId(workload.key())))
        .map(there -> new PlannedChange.ReplaceEntry(there, wanted(workload, there)));
  }

  private Map<SpiffeId, Deque<RegistrationEntry>> bySpiffeId() {
    var entries = new HashMap<SpiffeId, Deque<RegistrationEntry>>();
    spare
        .values()
        .forEach(
            entry -> entries.computeIfAbsent(entry.spiffeId(), _ -> new ArrayDeque<>()).add(entry));
    return entries;
  }

  private Optional<PlannedChange> ofSameSpiffeId(
      Workload workload, Map<SpiffeId, Deque<RegistrationEntry>> bySpiffeId) {
    var entries = bySpiffeId.getOrDefault(workload.spiffeId(), new ArrayDeque<>());
    return Optional.ofNullable(entries.poll())
        .map(there -> {
          spare.remove(there.id());
          return new PlannedChange.ReplaceEntry(there, wanted(workload, there));
        });
  }

  /// Creates an entry. Its entry ID may be in use, by an entry that was updated in place and kept
  /// its entry ID; a number is then appended.
  private PlannedChange created(Workload workload) {
    var id = owner.entryId(workload.key());
    for (var next = 2; !taken.add(id); next++) {
      id = owner.entryId(workload.key()) + "." + next;
    }
    var entry = RegistrationEntry.of(workload.key(), workload.settings());
    return new PlannedChange.CreateEntry(
        new RegistrationEntry(id, entry.key(), entry.settings(), 0, Optional.empty()));
  }

  private static RegistrationEntry wanted(Workload workload, RegistrationEntry there) {
    return new RegistrationEntry(
        there.id(), workload.key(), workload.settings(), there.revision(), there.createdAt());
  }

  private static PlannedChange kept(RegistrationEntry entry, String why) {
    return new PlannedChange.Keep(
        new Change(
            Change.Kind.ENTRY,
            entry.spiffeId().toString(),
            Change.Action.UNCHANGED,
            entry.id(),
            why));
  }
}
