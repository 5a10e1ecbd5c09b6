package io.spiffeaws.cli.console;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The controlling terminal, also if the standard streams are redirected.
public final class ControllingTerminal {
  private static final String DEVICE = "/dev/tty";

  private ControllingTerminal() {}

  /// Asks for a secret, which is not shown while it is typed.
  ///
  /// @return what was typed, without white space around it; empty if there is no terminal
  public static Optional<String> ask(Console console, String prompt) {
    if (!console.ofProcess()) {
      return Optional.empty();
    }
    try (var terminal = new RandomAccessFile(DEVICE, "rw")) {
      terminal.write(prompt.getBytes(StandardCharsets.UTF_8));
      return Optional.of(withoutEcho(terminal).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// A signal must not leave the terminal without echo.
  private static String withoutEcho(RandomAccessFile terminal) throws IOException {
    var restore = new Thread(() -> echo(true));
    Runtime.getRuntime().addShutdownHook(restore);
    echo(false);
    try {
      var line = terminal.readLine();
      terminal.write('\n');
      return line == null ? "" : line;
    } finally {
      echo(true);
      Runtime.getRuntime().removeShutdownHook(restore);
    }
  }

  private static void echo(boolean on) {
    try {
      var words = "stty " + (on ? "echo" : "-echo") + " < " + DEVICE;
      new ProcessBuilder("sh", "-c", words).start().waitFor();
    } catch (IOException e) {
      // it is asked with echo then
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
