package io.spiffeaws.spire;

import io.spiffeaws.change.Change;
import io.spiffeaws.problem.Problem;
import java.util.Optional;

/// The result for one entry, with the problem if it failed.
record EntryOutcome(Change change, Optional<Problem> problem) {
  static EntryOutcome created(RegistrationEntry entry) {
    return of(entry, Change.Action.CREATED, EntryDiff.added(entry));
  }

  static EntryOutcome updated(RegistrationEntry before, RegistrationEntry after) {
    return of(after, Change.Action.UPDATED, EntryDiff.between(before.settings(), after.settings()));
  }

  /// The outcome of an entry whose parent or selectors changed.
  static EntryOutcome replaced(RegistrationEntry before, RegistrationEntry after) {
    return of(after, Change.Action.UPDATED, EntryDiff.between(before, after));
  }

  static EntryOutcome deleted(RegistrationEntry entry) {
    return of(entry, Change.Action.DELETED, EntryDiff.removed(entry));
  }

  static EntryOutcome unchanged(RegistrationEntry entry, String detail) {
    return of(entry, Change.Action.UNCHANGED, detail);
  }

  static EntryOutcome failed(RegistrationEntry entry, Problem problem) {
    return new EntryOutcome(
        of(entry, Change.Action.FAILED, detail(problem)).change, Optional.of(problem));
  }

  /// Returns message and hint, since in a list of entries the hint belongs next to its entry.
  private static String detail(Problem problem) {
    return problem.message() + (problem.hint().isEmpty() ? "" : "\nhint: " + problem.hint());
  }

  private static EntryOutcome of(RegistrationEntry entry, Change.Action action, String detail) {
    var id = entry.id().isEmpty() ? null : entry.id();
    return new EntryOutcome(
        new Change(Change.Kind.ENTRY, entry.spiffeId().toString(), action, id, detail),
        Optional.empty());
  }
}
