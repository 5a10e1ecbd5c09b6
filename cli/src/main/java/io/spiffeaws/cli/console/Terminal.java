package io.spiffeaws.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Checks whether a descriptor is a terminal. [System#console()] cannot: it is null if either end
/// is piped.
final class Terminal {
  private Terminal() {}

  /// @param descriptor 0, 1 or 2
  static boolean isTerminal(int descriptor) {
    try {
      var device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return device.startsWith("/dev/pts/")
          || device.startsWith("/dev/tty")
          || device.equals("/dev/console");
    } catch (IOException | SecurityException e) {
      return false;
    }
  }
}
