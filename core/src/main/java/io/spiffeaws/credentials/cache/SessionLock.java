package io.spiffeaws.credentials.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A lock between processes, one for each session: a byte of one shared file, so that no lock files
/// are left. The operating system releases it when its process exits for any reason.
///
/// Within one process it also excludes threads. But if one thread closes its lock, other processes
/// no longer see those of the other threads (fcntl_locking(2)), and then obtain a session again.
final class SessionLock implements AutoCloseable {
  private final FileChannel channel;
  private final long at;

  private SessionLock(FileChannel channel, long at) {
    this.channel = channel;
    this.at = at;
  }

  /// Opens the lock of a session.
  ///
  /// @param digest of the session's key, in hexadecimal digits
  /// @throws IOException if the file cannot be created or opened
  static SessionLock of(Path file, String digest) throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    return new SessionLock(
        FileChannel.open(file, options, mode), HexFormat.fromHexDigitsToLong(digest, 0, 15));
  }

  /// Tries to get the lock; returns whether it is held now. On a file system without locks it
  /// returns true.
  boolean held() {
    try {
      @Nullable FileLock lock = channel.tryLock(at, 1, false);
      return lock != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    } catch (IOException noLocks) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // the operating system releases the lock when the process exits
    }
  }
}
