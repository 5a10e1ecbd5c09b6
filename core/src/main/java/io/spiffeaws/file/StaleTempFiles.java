package io.spiffeaws.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Deletes temporary files of writers that were killed. Each temporary file has its own name, so
/// that writers do not conflict, and so it would never be overwritten. The next writer of a target
/// deletes those that are too old to be in use. It compares their age with the temporary file that
/// it has just created.
final class StaleTempFiles {
  /// The suffix of the name of a temporary file.
  static final String SUFFIX = ".tmp";

  private static final Duration LONGEST_WRITE = Duration.ofMinutes(1);

  private StaleTempFiles() {}

  /// Returns the prefix of the names of temporary files for a target.
  static String prefix(Path target) {
    return "." + target.getFileName() + ".";
  }

  /// Deletes stale files in the directory of a temporary file; those that cannot be deleted are not
  /// changed.
  static void clear(Path target, Path temporary) {
    try (var siblings =
        Files.newDirectoryStream(
            temporary.toAbsolutePath().getParent(), sibling -> isTemporaryOf(target, sibling))) {
      var latest = Files.getLastModifiedTime(temporary).toInstant().minus(LONGEST_WRITE);
      for (var sibling : siblings) {
        if (Files.getLastModifiedTime(sibling).toInstant().isBefore(latest)) {
          Files.deleteIfExists(sibling);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // owned by another user, or deleted meanwhile: the next writer tries again
    }
  }

  private static boolean isTemporaryOf(Path target, Path sibling) {
    var name = sibling.getFileName().toString();
    var prefix = prefix(target);
    return name.startsWith(prefix) && name.substring(prefix.length()).matches("\\d+\\.tmp");
  }
}
