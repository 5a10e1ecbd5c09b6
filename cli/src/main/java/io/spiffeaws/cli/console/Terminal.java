package io.spiffeaws.cli.console;

import io.spiffeaws.system.PosixShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Which standard streams are terminals. [System#console()] cannot tell: it is null if either end
/// is piped.
///
/// @param in whether standard input is a terminal
/// @param out whether standard output is a terminal
/// @param err whether standard error is a terminal
record Terminal(boolean in, boolean out, boolean err) {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final int IN = 1;
  private static final int OUT = 2;
  private static final int ERR = 4;

  /// Exits with the sum of the values above. Written out: to format it would cost each start
  /// memory.
  private static final String TEST =
      "r=0; [ -t 0 ] && r=1; [ -t 1 ] && r=$((r + 2)); [ -t 2 ] && r=$((r + 4)); exit $r";

  /// Asks Linux's `/proc`, else the shell.
  static Terminal ofStreams() {
    return Files.isDirectory(DESCRIPTORS)
        ? new Terminal(isTerminal(0), isTerminal(1), isTerminal(2))
        : ofShell();
  }

  /// Asks the shell, whose standard streams are those of this process.
  static Terminal ofShell() {
    var code = PosixShell.exitCode(TEST).orElse(0);
    var streams = code > (IN | OUT | ERR) ? 0 : code; // a shell that fails exits with more
    return new Terminal((streams & IN) != 0, (streams & OUT) != 0, (streams & ERR) != 0);
  }

  private static boolean isTerminal(int descriptor) {
    try {
      var device =
          Files.readSymbolicLink(DESCRIPTORS.resolve(Integer.toString(descriptor))).toString();
      return device.startsWith("/dev/pts/")
          || device.startsWith("/dev/tty")
          || device.equals("/dev/console");
    } catch (IOException | SecurityException e) {
      return false;
    }
  }
}
