package io.spiffeaws.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes folders of files that are for all to read, `rwxr-xr-x` whatever the umask, which a file in
/// them would not help against. Folders that are there stay as they are.
public final class WorldReadableDirectory {
  private static final Set<PosixFilePermission> FOR_ALL =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private WorldReadableDirectory() {}

  /// Makes it and those above it, where they are not there.
  ///
  /// @param directory null for what is above the root
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
      } // another program was faster
    }
  }
}
