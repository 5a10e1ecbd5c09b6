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
      return Optional.of(withoutEcho(terminal, prompt).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// A signal must leave the terminal neither without echo nor in the line of the prompt. The echo
  /// is off before the prompt is shown: a program may answer at once.
  private static String withoutEcho(RandomAccessFile terminal, String prompt) throws IOException {
    var restore = new Thread(() -> restore(terminal));
    Runtime.getRuntime().addShutdownHook(restore);
    echo(false);
    try {
      terminal.write(prompt.getBytes(StandardCharsets.UTF_8));
      var line = terminal.readLine();
      terminal.write('\n');
      return line == null ? "" : line;
    } finally {
      echo(true);
      Runtime.getRuntime().removeShutdownHook(restore);
    }
  }

  private static void restore(RandomAccessFile terminal) {
    echo(true);
    try {
      terminal.write('\n');
    } catch (IOException e) {
      // the terminal is gone
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
