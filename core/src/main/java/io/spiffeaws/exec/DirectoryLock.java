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

/// A lock that tells that a folder's process lives: the system lets go of it when that ends,
/// however it ends. A process ID would not tell, since containers that share a folder each count
/// their own.
final class DirectoryLock {
  /// Of the file in the folder.
  static final String NAME = "lock";

  static final FileAttribute<Set<PosixFilePermission>> MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private DirectoryLock() {}

  /// Whether this process holds it now, so that no other does.
  static boolean held(FileChannel channel) {
    try {
      return tried(channel);
    } catch (IOException noLocks) {
      return false;
    }
  }

  /// Whether this process holds it now, or the file system knows no locks: then no process ever
  /// takes the folder for abandoned.
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
