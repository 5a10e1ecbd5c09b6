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

/// A folder of this process's own, which no other user can look into, and which goes with it. One
/// that a process which was killed left behind is taken away by the next, see [StaleDirectories].
final class PrivateDirectory implements AutoCloseable {
  private static final int TRIES = 20;

  private final Path path;
  private final FileChannel lock;

  private PrivateDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /// @param parent where it is made
  /// @throws ProblemException unexpected
  static PrivateDirectory in(Path parent) {
    StaleDirectories.remove(parent);
    try {
      for (var i = 0; i < TRIES; i++) {
        var made = make(parent);
        if (made.isPresent()) {
          return made.get();
        }
      }
      throw failed(parent, "each one was taken away");
    } catch (IOException e) {
      throw failed(parent, reason(e));
    }
  }

  private static String reason(IOException e) {
    return e instanceof NoSuchFileException ? "there is none" : FileFailure.reason(e);
  }

  Path path() {
    return path;
  }

  /// Its lock is held until it is gone.
  @Override
  public void close() {
    try (lock) {
      StaleDirectories.empty(path);
    } catch (IOException e) {
      // the system lets go of the lock at the end of the process at the latest
    }
  }

  /// Empty where another process took it for abandoned before it had its lock.
  private static Optional<PrivateDirectory> make(Path parent) throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    var prefix = StaleDirectories.PREFIX + ProcessHandle.current().pid() + "-";
    var path = Files.createTempDirectory(parent, prefix, mode);
    var file = path.resolve(DirectoryLock.NAME);
    try {
      var lock = FileChannel.open(file, created(), DirectoryLock.MODE);
      if (DirectoryLock.heldOrUnknown(lock) && Files.exists(file)) {
        return Optional.of(new PrivateDirectory(path, lock));
      }
      lock.close();
      return Optional.empty();
    } catch (NoSuchFileException takenAway) {
      return Optional.empty();
    }
  }

  private static Set<StandardOpenOption> created() {
    return Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private static ProblemException failed(Path parent, String why) {
    return ProblemException.unexpected(
        "cannot-write",
        "cannot make a folder in " + parent + ": " + why,
        "name another folder in TMPDIR");
  }
}
