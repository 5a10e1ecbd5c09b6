package io.spiffeaws.scenarios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Runs programs and collects their output.
final class Shell {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private Shell() {}

  /// Runs a program.
  ///
  /// @throws IllegalStateException if it does not exit within five minutes; it is then killed
  static Result run(List<String> command, Map<String, String> environment, Path directory)
      throws IOException {
    return run(command, environment, directory, LIMIT);
  }

  /// Runs a program.
  ///
  /// @throws IllegalStateException if it does not exit within the limit; it is then killed
  static Result run(
      List<String> command, Map<String, String> environment, Path directory, Duration limit)
      throws IOException {
    var out = Files.createTempFile("scenario", ".out");
    var err = Files.createTempFile("scenario", ".err");
    try {
      var builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      var exit = exit(builder.start(), command, limit);
      return new Result(exit, Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static int exit(Process process, List<String> command, Duration limit) {
    try {
      if (process.waitFor(limit)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    throw new IllegalStateException(
        "did not exit within %s: %s".formatted(limit, String.join(" ", command)));
  }
}
