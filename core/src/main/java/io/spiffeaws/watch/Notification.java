package io.spiffeaws.watch;

/// Tells a program that a file it reads was written.
public interface Notification {
  /// Tells nobody.
  Notification NONE = () -> {};

  /// Returns when it is told.
  ///
  /// @throws io.spiffeaws.problem.ProblemException where it could not be told
  void send();
}
