package io.spiffeaws.system;

import java.nio.file.Files;
import java.nio.file.Path;

/// Reads the attributes of this process.
public interface CallerSource {
  /// Returns the source for this machine: Linux's `/proc`, else the command `id`.
  static CallerSource ofThisMachine() {
    return Files.exists(Path.of("/proc/self/status")) ? new ProcCaller() : new PosixCaller();
  }

  /// Returns the attributes of this process; those that are unknown are absent.
  Caller read();

  /// Returns the user with this ID, with its name if that is known.
  Account user(long id);
}
