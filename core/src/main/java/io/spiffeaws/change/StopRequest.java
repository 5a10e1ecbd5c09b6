package io.spiffeaws.change;

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
