package io.spiffeaws.change;

import java.util.List;

/// The answer of every operation that changes something: what it did, in the order done.
///
/// @param dryRun whether nothing was written, and the changes are those that would be made
public record Changes(List<Change> changes, boolean dryRun) {
  public Changes {
    changes = List.copyOf(changes);
  }

  /// Whether any of them failed, as a bulk operation may in part.
  public boolean anyFailed() {
    return changes.stream().anyMatch(change -> change.action() == Change.Action.FAILED);
  }
}
