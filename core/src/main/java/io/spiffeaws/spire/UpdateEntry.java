package io.spiffeaws.spire;

import io.spiffeaws.change.Changes;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.List;
import java.util.Optional;

/// Changes parent or selectors of an existing entry. These identify an entry, so registering it
/// with other ones would create a second entry.
public final class UpdateEntry {
  /// The changes.
  ///
  /// @param entryId the server's ID of the entry
  /// @param parentId the new parent; empty to keep it
  /// @param selectors the new selectors, instead of all present ones; empty to keep them
  /// @param dryRun whether nothing is written
  public record Request(
      String entryId, Optional<SpiffeId> parentId, List<Selector> selectors, boolean dryRun) {
    public Request {
      selectors = List.copyOf(selectors);
    }
  }

  private final RegistrationEntries entries;
  private final EntryOwner owner;

  public UpdateEntry(RegistrationEntries entries, EntryOwner owner) {
    this.entries = entries;
    this.owner = owner;
  }

  /// Updates the entry. The operation is idempotent.
  ///
  /// @return one change: updated or unchanged
  /// @throws ProblemException missing, if there is no such entry; malformed, before anything is
  ///   changed; refused, if another program manages the entry, another entry has the same parent
  ///   and selectors already, or the server rejects it
  public Changes run(Request request) {
    var before = new ShowEntry(entries).run(request.entryId());
    var after = changed(before, request);
    if (after.key().equals(before.key())) {
      return new Changes(List.of(EntryOutcome.unchanged(before, "").change()), request.dryRun());
    }
    if (owner.isForeign(before.id())) {
      throw new ProblemException(owner.managedElsewhere(before));
    }
    EntryRules.check(after);
    checkOnly(after);
    if (!request.dryRun()) {
      write(after);
    }
    return new Changes(List.of(EntryOutcome.replaced(before, after).change()), request.dryRun());
  }

  private static RegistrationEntry changed(RegistrationEntry before, Request request) {
    var key =
        new EntryKey(
            before.spiffeId(),
            request.parentId().orElse(before.parentId()),
            request.selectors().isEmpty() ? before.key().selectors() : request.selectors());
    return new RegistrationEntry(
        before.id(), key, before.settings(), before.revision(), before.createdAt());
  }

  /// Checks that no other entry has the same key. A server checks this only when it creates one.
  private void checkOnly(RegistrationEntry after) {
    var same = new FindEntries(entries).run(List.of(after.key())).get(after.key());
    if (same != null && !same.id().equals(after.id())) {
      throw ProblemException.refused(
          "same-entry-exists",
          "entry %s for %s has this parent and these selectors already"
              .formatted(same.id(), same.spiffeId()),
          "delete the other one with: spiffe-aws entry delete " + after.id());
    }
  }

  private void write(RegistrationEntry after) {
    if (entries.replace(List.of(after)).getFirst() instanceof BatchItemResult.Failed(var problem)) {
      throw new ProblemException(problem);
    }
  }
}
