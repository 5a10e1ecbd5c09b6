package io.spiffeaws.exec;

import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;

/// A folder of this process's own, which no other user can look into, and which goes with it. One
/// that a process which was killed left behind is taken away by the next.
final class PrivateFolder implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("spiffe-aws-(\\d{1,18})-\\d+");

  private final Path path;

  private PrivateFolder(Path path) {
    this.path = path;
  }

  /// @param parent where it is made
  /// @throws ProblemException unexpected
  static PrivateFolder in(Path parent) {
    try {
      removeAbandoned(parent);
      var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
      var prefix = "spiffe-aws-" + ProcessHandle.current().pid() + "-";
      return new PrivateFolder(Files.createTempDirectory(parent, prefix, mode));
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "cannot-write",
          "cannot make a folder in " + parent + ": " + e.getMessage(),
          "name another folder in TMPDIR");
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    remove(path);
  }

  /// Those of other users cannot be removed, and are not.
  private static void removeAbandoned(Path parent) throws IOException {
    try (var paths = Files.newDirectoryStream(parent, "spiffe-aws-*")) {
      for (var path : paths) {
        var name = NAME.matcher(path.getFileName().toString());
        if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
          remove(path);
        }
      }
    }
  }

  private static void remove(Path folder) {
    try (var files = Files.newDirectoryStream(folder)) {
      for (var file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // another's, or gone already
    }
  }
}
