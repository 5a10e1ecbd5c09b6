package io.spiffeaws.cli.console;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// The file of the program that is running: the native binary, or the launcher script of the
/// distribution whose jar this is.
public final class RunningProgram {
  private static final String IMAGE = "org.graalvm.nativeimage.imagecode";

  private RunningProgram() {}

  /// @return an absolute path; empty if the program was not started by either
  public static Optional<Path> file() {
    try {
      return (System.getProperty(IMAGE) != null ? binary() : launcher())
          .map(file -> file.toAbsolutePath().normalize())
          .filter(Files::isExecutable);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> binary() {
    return ProcessHandle.current().info().command().map(Path::of);
  }

  /// The jar is in `lib/`, next to `bin/`.
  private static Optional<Path> launcher() {
    var jar = System.getProperty("java.class.path", "").split(":", 2)[0];
    return jar.endsWith(".jar")
        ? Optional.of(Path.of(jar).resolveSibling("../bin/spiffe-aws"))
        : Optional.empty();
  }
}
