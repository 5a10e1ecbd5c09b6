package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.file.FileFailure;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A temporary copy of a file on the command line, or of standard input (`-`). It can be read more
/// than once, even if the source is a pipe or `<(…)`, and does not change in between.
public final class InputFile implements AutoCloseable {
  private static final String STDIN = "-";

  private final String name;
  private final Path copy;

  private InputFile(String name, Path copy) {
    this.name = name;
    this.copy = copy;
  }

  /// @throws ProblemException malformed, if it cannot be read
  public static InputFile open(String file, Invocation invocation) {
    var name = file.equals(STDIN) ? "standard input" : file;
    try {
      // readable by its owner alone, as createTempFile makes files
      var copy = Files.createTempFile("spiffe-aws-", ".json");
      try (var in = source(file, invocation)) {
        Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException | RuntimeException e) {
        Files.deleteIfExists(copy);
        throw e;
      }
      return new InputFile(name, copy);
    } catch (IOException e) {
      throw unreadable(name, FileFailure.readReason(e));
    }
  }

  /// The name in messages.
  public String name() {
    return name;
  }

  /// Reads it from its beginning.
  public InputStream content() throws IOException {
    return Files.newInputStream(copy);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(copy);
    } catch (IOException e) {
      // left to the system's cleanup of temporary files
    }
  }

  private static InputStream source(String file, Invocation invocation) throws IOException {
    return file.equals(STDIN)
        ? invocation.console().in()
        : Files.newInputStream(invocation.console().directory().resolve(file));
  }

  private static ProblemException unreadable(String name, String why) {
    return ProblemException.malformed(
        "cannot-read", "cannot read " + name + ": " + why, "specify a readable file, or -");
  }
}
