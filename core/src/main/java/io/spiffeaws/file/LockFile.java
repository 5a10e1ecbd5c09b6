package io.spiffeaws.file;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.Sleeper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Serializes processes by locks on files. The operating system releases a lock when its process
/// exits for any reason. The empty files are not deleted: otherwise one process could lock a
/// deleted file while the next one creates it again. Thread-safe; threads wait for each other too.
public final class LockFile {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

  private final Sleeper sleeper;
  private final Duration retryBudget;

  /// @param retryBudget how long to wait for another process, by elapsed time
  public LockFile(Sleeper sleeper, Duration retryBudget) {
    this.sleeper = sleeper;
    this.retryBudget = retryBudget;
  }

  /// A held lock.
  public interface Held extends AutoCloseable {
    @Override
    void close();
  }

  /// Waits until no other process or thread holds the lock on a file, and takes it. Creates the
  /// file for its owner alone if it does not exist, but not its directory.
  ///
  /// @param busy the exception for a lock that is held for too long, or an interrupted thread
  /// @throws IOException if the file cannot be created, opened or locked
  /// @throws ProblemException the exception of `busy`
  public Held hold(Path file, Supplier<ProblemException> busy) throws IOException {
    var channel = open(file);
    try {
      var deadline = sleeper.elapsed().plus(retryBudget);
      while (!locked(channel)) {
        if (sleeper.elapsed().compareTo(deadline) > 0 || Thread.currentThread().isInterrupted()) {
          throw busy.get();
        }
        sleeper.sleep(BETWEEN_TRIES);
      }
      return () -> close(channel);
    } catch (IOException | RuntimeException e) {
      close(channel);
      throw e;
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // the operating system releases the lock when the process exits
    }
  }
}
