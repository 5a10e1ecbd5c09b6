package io.spiffeaws.spire;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.change.StopRequest;
import io.spiffeaws.change.StoppableChanges;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
  private final StopRequest stop;

  /// @param stop once it is made, no further batch is deleted
  public DeleteEntries(RegistrationEntries entries, EntryOwner owner, StopRequest stop) {
    this.entries = entries;
    this.owner = owner;
    this.stop = stop;
  }

  /// Deletes the entries. The operation is idempotent.
  ///
  /// @return a change for each entry; unchanged for entries that another program manages and for
  ///   entries that do not exist
  /// @throws ProblemException refused, if another program manages all of them
  public StoppableChanges run(Request request) {
    var found =
        switch (request.which()) {
          case Which.ById(var id) -> entries.get(id).stream().toList();
          case Which.BySpiffeId(var id) -> new ListEntries(entries).run(EntryFilter.bySpiffeId(id));
        };
    if (found.isEmpty()) {
      return complete(List.of(notFound(request.which())), request.dryRun());
    }
    var managed = found.stream().filter(entry -> !owner.isForeign(entry.id())).toList();
    if (managed.isEmpty()) {
      throw new ProblemException(owner.managedElsewhere(found.getFirst()));
    }
    if (request.dryRun()) {
      return complete(with(managed.stream().map(DeleteEntries::deleted).toList(), found), true);
    }
    return deleted(found, managed);
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

  private static StoppableChanges complete(List<Change> changes, boolean dryRun) {
    return new StoppableChanges(new Changes(changes, dryRun), 0);
  }

  private StoppableChanges deleted(List<RegistrationEntry> found, List<RegistrationEntry> managed) {
    stop.begin();
    var changes = new ArrayList<Change>();
    var from = 0;
    while (from < managed.size() && !stop.isMade()) {
      var end = Math.min(from + RegistrationEntries.BATCH, managed.size());
      changes.addAll(delete(managed.subList(from, end)));
      from = end;
    }
    return new StoppableChanges(new Changes(with(changes, found), false), managed.size() - from);
  }

  /// Returns the changes, and those of the entries that another program manages.
  private List<Change> with(List<Change> changes, List<RegistrationEntry> found) {
    var foreign =
        found.stream()
            .filter(entry -> owner.isForeign(entry.id()))
            .map(entry -> EntryOutcome.unchanged(entry, owner.managedElsewhere(entry).message()))
            .map(EntryOutcome::change);
    return Stream.concat(changes.stream(), foreign).toList();
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
