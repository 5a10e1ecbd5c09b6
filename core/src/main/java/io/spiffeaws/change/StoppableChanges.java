package io.spiffeaws.change;

/// The changes of an operation that a [StopRequest] may have stopped.
///
/// @param changes those that were made or tried
/// @param notTried the number of changes that were not tried because a stop was requested
public record StoppableChanges(Changes changes, int notTried) {
  /// Returns the number of changes that there would be without a stop and without a failure.
  public int planned() {
    return changes.made() + changes.count(Change.Action.FAILED) + notTried;
  }
}
