package io.spiffeaws.system;

/// Reads the attributes of this process.
public interface CallerSource {
  /// Returns the attributes of this process; those that are unknown are absent.
  Caller read();

  /// Returns the user with this ID, with its name if that is known.
  Account user(long id);
}
