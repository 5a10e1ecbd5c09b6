package io.spiffeaws.exec;

import io.spiffeaws.file.FileFailure;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// A directory that only this user can read; closing it deletes it. If its process is killed, the
/// next process deletes it, see [StaleDirectories].
final class PrivateDirectory implements AutoCloseable {
  private static final int TRIES = 20;

  private final Path path;
  private final FileChannel lock;

  private PrivateDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /// Creates a private directory.
  ///
  /// @param parent the existing directory in which it is created
  /// @throws ProblemException unexpected, if it cannot be created
  static PrivateDirectory in(Path parent) {
    StaleDirectories.remove(parent);
    try {
      for (var i = 0; i < TRIES; i++) {
        var directory = create(parent);
        if (directory.isPresent()) {
          return directory.get();
        }
      }
      throw failed(parent, "another process deleted it each time");
    } catch (IOException e) {
      throw failed(parent, reason(e));
    }
  }

  private static String reason(IOException e) {
    return e instanceof NoSuchFileException ? "it does not exist" : FileFailure.reason(e);
  }

  Path path() {
    return path;
  }

  /// Deletes the directory. Its lock is held until then.
  @Override
  public void close() {
    try (lock) {
      StaleDirectories.delete(path);
    } catch (IOException e) {
      // the operating system releases the lock when the process exits
    }
  }

  /// Empty if another process deleted it as stale before its lock was held.
  private static Optional<PrivateDirectory> create(Path parent) throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    var prefix = StaleDirectories.PREFIX + ProcessHandle.current().pid() + "-";
    var path = Files.createTempDirectory(parent, prefix, mode);
    var file = path.resolve(DirectoryLock.NAME);
    try {
      var lock = FileChannel.open(file, newFile(), DirectoryLock.MODE);
      if (DirectoryLock.heldOrUnknown(lock) && Files.exists(file)) {
        return Optional.of(new PrivateDirectory(path, lock));
      }
      lock.close();
      return Optional.empty();
    } catch (NoSuchFileException deletedMeanwhile) {
      return Optional.empty();
    }
  }

  private static Set<StandardOpenOption> newFile() {
    return Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private static ProblemException failed(Path parent, String why) {
    return ProblemException.unexpected(
        "cannot-write",
        "cannot create a directory in " + parent + ": " + why,
        "specify another directory: export TMPDIR=DIRECTORY");
  }
}
