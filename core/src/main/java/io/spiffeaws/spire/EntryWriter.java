package io.spiffeaws.spire;

import io.spiffeaws.problem.ProblemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Brings entries to their desired state: creates missing entries and updates those that differ.
///
/// It creates entries without looking them up first, except those known to exist. The server's
/// answer shows which of them exist already.
final class EntryWriter {
  private static final String NOT_CHANGED =
      "not changed: managed by another program, as the prefix of its entry ID shows";

  private final RegistrationEntries entries;
  private final EntryOwner owner;

  EntryWriter(RegistrationEntries entries, EntryOwner owner) {
    this.entries = entries;
    this.owner = owner;
  }

  /// Writes at most [RegistrationEntries#BATCH] entries.
  ///
  /// @param known entries that are known to exist, by key; further entries may exist
  /// @return an outcome for each entry, in the same order
  List<EntryOutcome> write(List<DesiredEntry> desired, Map<EntryKey, RegistrationEntry> known) {
    var created = create(desired, known);
    var outcomes = new ArrayList<EntryOutcome>();
    var updates = new ArrayList<Update>();
    for (var item : desired) {
      outcomes.add(
          owner.isForeign(item.entry().id())
              ? EntryOutcome.unchanged(item.entry(), NOT_CHANGED)
              : outcome(item, result(item, known, created), outcomes.size(), updates));
    }
    update(updates, outcomes);
    return outcomes;
  }

  private Iterator<BatchItemResult> create(
      List<DesiredEntry> desired, Map<EntryKey, RegistrationEntry> known) {
    var missing =
        desired.stream()
            .map(DesiredEntry::entry)
            .filter(entry -> !known.containsKey(entry.key()) && !owner.isForeign(entry.id()))
            .toList();
    return missing.isEmpty() ? Collections.emptyIterator() : entries.create(missing).iterator();
  }

  private static BatchItemResult result(
      DesiredEntry desired,
      Map<EntryKey, RegistrationEntry> known,
      Iterator<BatchItemResult> created) {
    var existing = known.get(desired.entry().key());
    return existing == null ? created.next() : new BatchItemResult.Exists(existing);
  }

  /// Returns the outcome that [#write] would have, without writing.
  ///
  /// @param existing the entry that the server has
  EntryOutcome plan(DesiredEntry desired, Optional<RegistrationEntry> existing) {
    if (owner.isForeign(desired.entry().id())) {
      return EntryOutcome.unchanged(desired.entry(), NOT_CHANGED);
    }
    return existing
        .map(entry -> over(desired, entry))
        .orElseGet(() -> EntryOutcome.created(desired.entry()));
  }

  private EntryOutcome over(DesiredEntry desired, RegistrationEntry existing) {
    var changed = existing.with(desired.settingsOver(existing));
    var foreign = owner.isForeign(existing.id());
    if (changed.equals(existing)) {
      return EntryOutcome.unchanged(existing, foreign ? NOT_CHANGED : "");
    }
    return foreign
        ? EntryOutcome.failed(existing, owner.managedElsewhere(existing))
        : EntryOutcome.updated(existing, changed);
  }

  private EntryOutcome outcome(
      DesiredEntry desired, BatchItemResult result, int position, List<Update> updates) {
    return switch (result) {
      case BatchItemResult.Done(var entry) -> EntryOutcome.created(entry);
      case BatchItemResult.Failed(var problem) -> EntryOutcome.failed(desired.entry(), problem);
      case BatchItemResult.Exists(var existing) -> {
        var settings = desired.settingsOver(existing);
        var differing = existing.settings().differing(settings);
        if (!differing.isEmpty() && !owner.isForeign(existing.id())) {
          updates.add(new Update(position, existing.with(settings), differing));
        }
        yield over(desired, existing);
      }
    };
  }

  private void update(List<Update> updates, List<EntryOutcome> outcomes) {
    if (updates.isEmpty()) {
      return;
    }
    var fields = EnumSet.noneOf(EntryField.class);
    updates.forEach(update -> fields.addAll(update.fields()));
    var results = results(updates, fields);
    for (var i = 0; i < updates.size(); i++) {
      var update = updates.get(i);
      if (results.get(i) instanceof BatchItemResult.Failed(var problem)) {
        outcomes.set(update.position(), EntryOutcome.failed(update.entry(), problem));
      }
    }
  }

  /// Updates entries. If the call fails, only its own items fail, so that the entries of the batch
  /// that were created are still reported.
  private List<BatchItemResult> results(List<Update> updates, Set<EntryField> fields) {
    try {
      return entries.update(updates.stream().map(Update::entry).toList(), fields);
    } catch (ProblemException e) {
      return updates.stream()
          .<BatchItemResult>map(_ -> new BatchItemResult.Failed(e.problem()))
          .toList();
    }
  }

  private record Update(int position, RegistrationEntry entry, Set<EntryField> fields) {}
}
