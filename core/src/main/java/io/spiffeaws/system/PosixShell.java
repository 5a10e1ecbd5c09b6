package io.spiffeaws.system;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// Asks a POSIX shell about this process and its terminal, on systems that have neither `/proc` nor
/// the calls of Linux's C library. A shell that does not answer within two seconds is stopped.
/// Thread-safe.
public final class PosixShell {
  private static final long DEADLINE_SECONDS = 2;

  private PosixShell() {}

  /// Runs a script with the standard streams of this process, and returns its exit code; empty if
  /// there is no shell, or it does not answer.
  public static OptionalInt exitCode(String script) {
    return run(builder(script).inheritIO())
        .map(shell -> OptionalInt.of(shell.exitValue()))
        .orElseGet(OptionalInt::empty);
  }

  /// Runs a script, and returns what it prints, at most some lines; empty if it fails, there is no
  /// shell, or it does not answer.
  static Optional<String> output(String script) {
    return run(builder(script).redirectError(Redirect.DISCARD))
        .filter(shell -> shell.exitValue() == 0)
        .flatMap(PosixShell::text);
  }

  private static ProcessBuilder builder(String script) {
    return new ProcessBuilder("sh", "-c", script);
  }

  private static Optional<Process> run(ProcessBuilder builder) {
    try {
      var shell = builder.start();
      if (shell.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        return Optional.of(shell);
      }
      shell.destroyForcibly();
      return Optional.empty();
    } catch (IOException noShell) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<String> text(Process ended) {
    try (var out = ended.getInputStream()) {
      return Optional.of(new String(out.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
