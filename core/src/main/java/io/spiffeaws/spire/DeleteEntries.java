package io.spiffeaws.spire;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Deletes one registration entry, or all entries of a SPIFFE ID.
public final class DeleteEntries {
  /// The entries to delete.
  public sealed interface Which {
    /// The entry with this entry ID.
    record ById(String entryId) implements Which {}

    /// All entries of this SPIFFE ID.
    record BySpiffeId(SpiffeId spiffeId) implements Which {}
  }

  /// @param dryRun whether nothing is deleted
  public record Request(Which which, boolean dryRun) {}

  private final RegistrationEntries entries;
  private final EntryOwner owner;

  public DeleteEntries(RegistrationEntries entries, EntryOwner owner) {
    this.entries = entries;
    this.owner = owner;
  }

  /// Deletes the entries. The operation is idempotent.
  ///
  /// @return a change for each entry; unchanged for entries that another program manages and for
  ///   entries that do not exist
  /// @throws ProblemException refused, if another program manages all of them
  public Changes run(Request request) {
    var found =
        switch (request.which()) {
          case Which.ById(var id) -> entries.get(id).stream().toList();
          case Which.BySpiffeId(var id) -> new ListEntries(entries).run(EntryFilter.bySpiffeId(id));
        };
    if (found.isEmpty()) {
      return new Changes(List.of(notFound(request.which())), request.dryRun());
    }
    var managed = found.stream().filter(entry -> !owner.isForeign(entry.id())).toList();
    if (managed.isEmpty()) {
      throw new ProblemException(owner.managedElsewhere(found.getFirst()));
    }
    return new Changes(changes(found, managed, request.dryRun()), request.dryRun());
  }

  private static Change notFound(Which which) {
    return switch (which) {
      case Which.ById(var id) ->
          new Change(Change.Kind.ENTRY, id, Change.Action.UNCHANGED, id, "entry not found");
      case Which.BySpiffeId(var id) ->
          new Change(
              Change.Kind.ENTRY,
              id.toString(),
              Change.Action.UNCHANGED,
              null,
              "no entry has this SPIFFE ID");
    };
  }

  private List<Change> changes(
      List<RegistrationEntry> found, List<RegistrationEntry> managed, boolean dryRun) {
    var changes = new ArrayList<Change>();
    for (var from = 0; from < managed.size(); from += RegistrationEntries.BATCH) {
      var batch = managed.subList(from, Math.min(from + RegistrationEntries.BATCH, managed.size()));
      changes.addAll(dryRun ? batch.stream().map(DeleteEntries::deleted).toList() : delete(batch));
    }
    found.stream()
        .filter(entry -> owner.isForeign(entry.id()))
        .map(entry -> EntryOutcome.unchanged(entry, owner.managedElsewhere(entry).message()))
        .map(EntryOutcome::change)
        .forEach(changes::add);
    return changes;
  }

  private List<Change> delete(List<RegistrationEntry> batch) {
    var problems = entries.delete(batch.stream().map(RegistrationEntry::id).toList());
    var changes = new ArrayList<Change>();
    for (var i = 0; i < batch.size(); i++) {
      changes.add(changeOf(batch.get(i), problems.get(i)));
    }
    return changes;
  }

  /// Reports an entry as deleted even if it disappeared between look-up and deletion.
  private static Change changeOf(RegistrationEntry entry, Optional<Problem> problem) {
    return problem
        .filter(why -> !(why instanceof Problem.Missing))
        .map(why -> EntryOutcome.failed(entry, why).change())
        .orElseGet(() -> deleted(entry));
  }

  private static Change deleted(RegistrationEntry entry) {
    return EntryOutcome.deleted(entry).change();
  }
}
