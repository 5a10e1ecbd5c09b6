package io.spiffeaws.watch;

/// Notifies a program that a file it reads has changed.
public interface Notification {
  /// No notification.
  Notification NONE = () -> {};

  /// Sends the notification; returns when it is sent.
  ///
  /// @throws io.spiffeaws.problem.ProblemException if it cannot be sent
  void send();
}
