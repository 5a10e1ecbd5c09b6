package io.spiffeaws.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file for a parser that reads no other input. Not thread-safe.
public final class FuzzFile {
  private final Path path;

  private FuzzFile(Path path) {
    this.path = path;
  }

  /// A file in a directory of its own, both deleted at the end of the process.
  public static FuzzFile named(String name) {
    try {
      var directory = Files.createTempDirectory("fuzz");
      directory.toFile().deleteOnExit();
      var path = directory.resolve(name);
      path.toFile().deleteOnExit();
      return new FuzzFile(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path path() {
    return path;
  }

  public Path directory() {
    return path.resolveSibling("");
  }

  public void write(byte[] content) throws IOException {
    Files.write(path, content);
  }
}
