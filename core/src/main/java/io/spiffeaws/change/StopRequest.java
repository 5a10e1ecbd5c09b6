package io.spiffeaws.change;

import io.spiffeaws.problem.ProblemException;

/// A request to an operation that makes several changes: start no further one, complete those in
/// progress, and return what was done. Made after Ctrl-C. Thread-safe.
public final class StopRequest {
  private boolean begun;
  private boolean made;

  /// Marks the beginning of the changes.
  ///
  /// @return whether they may begin: false if the request was made before
  public synchronized boolean begin() {
    begun |= !made;
    return begun;
  }

  /// Begins a change.
  ///
  /// @throws ProblemException unexpected: `interrupted`, if the request was made
  public synchronized void beginChange() {
    if (!begin() || made) {
      throw ProblemException.unexpected("interrupted", "interrupted", "");
    }
  }

  /// Returns whether the changes have begun.
  public synchronized boolean hasBegun() {
    return begun;
  }

  /// Makes the request. It cannot be withdrawn.
  ///
  /// @return whether the changes have begun; if not, there will be none
  public synchronized boolean make() {
    made = true;
    return begun;
  }

  /// Returns whether the request was made.
  public synchronized boolean isMade() {
    return made;
  }
}
