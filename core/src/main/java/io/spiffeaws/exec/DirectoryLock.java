package io.spiffeaws.exec;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A lock that shows whether the process that owns a directory is alive. The operating system
/// releases it when the process exits for any reason. A process ID would not be reliable:
/// containers that share a directory have separate process IDs.
final class DirectoryLock {
  /// The name of the lock file in the directory.
  static final String NAME = "lock";

  static final FileAttribute<Set<PosixFilePermission>> MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private DirectoryLock() {}

  /// Tries to get the lock. Returns whether this process holds it now.
  static boolean held(FileChannel channel) {
    try {
      return tried(channel);
    } catch (IOException noLocks) {
      return false;
    }
  }

  /// As [#held], but also true if the file system does not support locks: then no process treats
  /// the directory as stale.
  static boolean heldOrUnknown(FileChannel channel) {
    try {
      return tried(channel);
    } catch (IOException noLocks) {
      return true;
    }
  }

  private static boolean tried(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }
}
