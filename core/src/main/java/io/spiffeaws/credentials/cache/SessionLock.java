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

/// A lock between processes, one for each session: a byte of one file, so that no lock's file is
/// ever left behind. The system lets go of it when its process ends, however it ends.
///
/// Within one process it keeps threads apart too; but one that closes its lock gives up those of
/// the others for other processes (fcntl_locking(2)), which then obtain a session once more.
final class SessionLock implements AutoCloseable {
  private final FileChannel channel;
  private final long at;

  private SessionLock(FileChannel channel, long at) {
    this.channel = channel;
    this.at = at;
  }

  /// @param digest of the session's key, in hexadecimal digits
  /// @throws IOException where there can be no such file
  static SessionLock of(Path file, String digest) throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    return new SessionLock(
        FileChannel.open(file, options, mode), HexFormat.fromHexDigitsToLong(digest, 0, 15));
  }

  /// Whether it is held now. A file system that knows no locks lets everyone pass.
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
      // the system lets go of the lock at the end of the process at the latest
    }
  }
}
