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
    return changes.stream().anyMatch(change -> change.action() == Change.Action.FAILED);
  }
}
