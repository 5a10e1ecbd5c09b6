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

/// Keeps processes in line by locks on files. The operating system lets go of a lock when its
/// process ends, however it ends; the empty files stay, for a file that is taken away could be
/// locked by one process and made anew by the next. Safe for use by several threads, which wait for
/// each other too.
public final class LockFile {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

  private final Sleeper sleeper;
  private final Duration retryBudget;

  /// @param retryBudget how long to wait for another process, whatever the wall clock does
  public LockFile(Sleeper sleeper, Duration retryBudget) {
    this.sleeper = sleeper;
    this.retryBudget = retryBudget;
  }

  /// A lock that is held.
  public interface Held extends AutoCloseable {
    @Override
    void close();
  }

  /// Waits until no one else holds the lock on that file, and holds it. The file is made where it
  /// is not there, for its owner alone; its folder is not.
  ///
  /// @param busy what to throw where another held it for too long, or the thread was interrupted
  /// @throws IOException where the file cannot be made, opened or locked
  /// @throws ProblemException `busy`
  public Held hold(Path file, Supplier<ProblemException> busy) throws IOException {
    var channel = open(file);
    try {
      var deadline = sleeper.elapsed().plus(retryBudget);
      while (!locked(channel)) {
        if (sleeper.elapsed().compareTo(deadline) > 0 || Thread.currentThread().isInterrupted()) {
          throw busy.get();
        }
        sleeper.sleeper(BETWEEN_TRIES);
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
      // the system lets go of the lock at the end of the process at the latest
    }
  }
}
