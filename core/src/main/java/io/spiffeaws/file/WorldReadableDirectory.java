package io.spiffeaws.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Creates directories for files that all users may read, with mode `rwxr-xr-x` whatever the umask.
/// In a private directory the mode of a file has no effect. Existing directories are not changed.
public final class WorldReadableDirectory {
  private static final Set<PosixFilePermission> FOR_ALL =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private WorldReadableDirectory() {}

  /// Creates a directory and its missing parents.
  ///
  /// @param directory null for the parent of the root
  public static void make(@Nullable Path directory) throws IOException {
    if (directory == null || Files.isDirectory(directory)) {
      return;
    }
    make(directory.toAbsolutePath().getParent());
    try {
      Files.createDirectory(directory);
      Files.setPosixFilePermissions(directory, FOR_ALL);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      } // another process created it first
    }
  }
}
