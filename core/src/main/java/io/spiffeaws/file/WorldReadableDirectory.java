package io.spiffeaws.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Creates directories for files that all users may read, with mode `rwxr-xr-x` whatever the umask.
/// In a private directory the mode of a file has no effect. The set-group-ID bit that a directory
/// inherits is kept, so that its files get the same group. Existing directories are not changed.
public final class WorldReadableDirectory {
  private static final int FOR_ALL = 0755;
  private static final int SET_GROUP_ID = 02000;

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
      var inherited = (int) Files.getAttribute(directory, "unix:mode") & SET_GROUP_ID;
      Files.setAttribute(directory, "unix:mode", inherited | FOR_ALL);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      } // another process created it first
    }
  }
}
