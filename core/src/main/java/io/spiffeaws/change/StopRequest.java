package io.spiffeaws.change;

/// A request to an operation that makes several changes: start no further one, complete those in
/// progress, and return what was done. Made after Ctrl-C. Thread-safe.
public final class StopRequest {
  private volatile boolean made;

  /// Makes the request. It cannot be withdrawn.
  public void make() {
    made = true;
  }

  /// Returns whether the request was made.
  public boolean isMade() {
    return made;
  }
}
