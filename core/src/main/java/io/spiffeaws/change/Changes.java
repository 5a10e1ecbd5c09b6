package io.spiffeaws.change;

import java.util.List;

/// The result of an operation that changes resources: its changes, in order.
///
/// @param dryRun whether nothing was written and the changes are only planned
public record Changes(List<Change> changes, boolean dryRun) {
  public Changes {
    changes = List.copyOf(changes);
  }

  /// Returns whether any change failed; a bulk operation may fail in part.
  public boolean anyFailed() {
    return count(Change.Action.FAILED) > 0;
  }

  /// Returns the number of changes that were made, or will be made under a dry run.
  public int made() {
    return (int)
        changes.stream()
            .map(Change::action)
            .filter(action -> action != Change.Action.UNCHANGED && action != Change.Action.FAILED)
            .count();
  }

  /// Returns the number of changes with this action.
  public int count(Change.Action action) {
    return (int) changes.stream().filter(change -> change.action() == action).count();
  }
}
