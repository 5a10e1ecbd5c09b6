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

/// Makes entries what they should be: creates those that are missing, updates those that differ.
///
/// What is not known to be there it creates at once, and learns from the server's answer what is
/// there already.
final class EntryWriter {
  private static final String KEPT_ELSEWHERE =
      "left alone: kept by another program, as its entry ID says";

  private final RegistrationEntries entries;
  private final EntryOwner owner;

  EntryWriter(RegistrationEntries entries, EntryOwner owner) {
    this.entries = entries;
    this.owner = owner;
  }

  /// Writes at most [RegistrationEntries#BATCH] entries.
  ///
  /// @param known entries that are known to be there, by key; others may be there too
  /// @return an outcome for each, in their order
  List<EntryOutcome> write(List<DesiredEntry> wanted, Map<EntryKey, RegistrationEntry> known) {
    var created = create(wanted, known);
    var outcomes = new ArrayList<EntryOutcome>();
    var updates = new ArrayList<Update>();
    for (var item : wanted) {
      outcomes.add(
          owner.foreign(item.entry().id())
              ? EntryOutcome.unchanged(item.entry(), KEPT_ELSEWHERE)
              : outcome(item, result(item, known, created), outcomes.size(), updates));
    }
    update(updates, outcomes);
    return outcomes;
  }

  private Iterator<BatchItemResult> create(
      List<DesiredEntry> wanted, Map<EntryKey, RegistrationEntry> known) {
    var missing =
        wanted.stream()
            .map(DesiredEntry::entry)
            .filter(entry -> !known.containsKey(entry.key()) && !owner.foreign(entry.id()))
            .toList();
    return missing.isEmpty() ? Collections.emptyIterator() : entries.create(missing).iterator();
  }

  private static BatchItemResult result(
      DesiredEntry wanted,
      Map<EntryKey, RegistrationEntry> known,
      Iterator<BatchItemResult> created) {
    var there = known.get(wanted.entry().key());
    return there == null ? created.next() : new BatchItemResult.Exists(there);
  }

  /// What writing would do, without doing it.
  ///
  /// @param existing the entry that the server has
  EntryOutcome plan(DesiredEntry wanted, Optional<RegistrationEntry> existing) {
    if (owner.foreign(wanted.entry().id())) {
      return EntryOutcome.unchanged(wanted.entry(), KEPT_ELSEWHERE);
    }
    return existing
        .map(there -> over(wanted, there))
        .orElseGet(() -> EntryOutcome.created(wanted.entry()));
  }

  private EntryOutcome over(DesiredEntry wanted, RegistrationEntry existing) {
    var changed = existing.with(wanted.settingsOver(existing));
    var foreign = owner.foreign(existing.id());
    if (changed.equals(existing)) {
      return EntryOutcome.unchanged(existing, foreign ? KEPT_ELSEWHERE : "");
    }
    return foreign
        ? EntryOutcome.failed(existing, owner.leftAlone(existing))
        : EntryOutcome.updated(existing, changed);
  }

  private EntryOutcome outcome(
      DesiredEntry wanted, BatchItemResult result, int position, List<Update> updates) {
    return switch (result) {
      case BatchItemResult.Done(var entry) -> EntryOutcome.created(entry);
      case BatchItemResult.Failed(var problem) -> EntryOutcome.failed(wanted.entry(), problem);
      case BatchItemResult.Exists(var existing) -> {
        var settings = wanted.settingsOver(existing);
        var differing = existing.settings().differing(settings);
        if (!differing.isEmpty() && !owner.foreign(existing.id())) {
          updates.add(new Update(position, existing.with(settings), differing));
        }
        yield over(wanted, existing);
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

  /// A call that fails after others of its batch were created fails its own items, so that what was
  /// created is still told.
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
