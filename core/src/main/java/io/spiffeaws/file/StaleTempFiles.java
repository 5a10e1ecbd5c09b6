package io.spiffeaws.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Temporary files of writers that were killed. They have names of their own, so that writers never
/// meet, and so each would stay: the next writer of the same file takes away those that no living
/// one can still be at, by their age against the file that it just made itself.
final class StaleTempFiles {
  /// What the name of a temporary file ends with.
  static final String SUFFIX = ".tmp";

  private static final Duration LONGEST_WRITE = Duration.ofMinutes(1);

  private StaleTempFiles() {}

  /// What the name of a temporary file for that one begins with.
  static String prefix(Path target) {
    return "." + target.getFileName() + ".";
  }

  /// Takes away what is left over beside a temporary file; what cannot be taken away stays.
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
      // another's file, or taken away by another meanwhile: the next writer looks again
    }
  }

  private static boolean isTemporaryOf(Path target, Path sibling) {
    var name = sibling.getFileName().toString();
    var prefix = prefix(target);
    return name.startsWith(prefix) && name.substring(prefix.length()).matches("\\d+\\.tmp");
  }
}
