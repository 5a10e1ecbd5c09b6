package io.spiffeaws.file;

import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// Writes a file so that a reader sees the old content or the new, never a part, even across a
/// crash or a full disk: a temporary file in the same folder that has its mode before it has
/// content, then fsync, then rename. A device or a pipe (`/dev/stdout`) is written into, since a
/// rename would put a file in its place; [SecretFile] says which.
public final class AtomicFile {
  private AtomicFile() {}

  /// Writes it for its owner alone, `rw-------`.
  ///
  /// @throws ProblemException unexpected, where the file cannot be written; the old content then
  ///   stays
  public static void write(Path file, byte[] content) {
    write(file, content, FileAccess.OWNER_ALONE);
  }

  /// @param access to the new file, whatever that to the old one was
  /// @throws ProblemException unexpected, where the file cannot be written; the old content then
  ///   stays
  public static void write(Path file, byte[] content, FileAccess access) {
    var target = file.toAbsolutePath();
    Path temporary = null;
    try {
      if (isDevice(target)) {
        try (var device = SecretFile.open(target, StandardOpenOption.WRITE)) {
          write(device, content);
        }
        return;
      }
      temporary = create(target);
      StaleTempFiles.clear(target, temporary);
      fill(temporary, content, access);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      temporary = null;
    } catch (IOException e) {
      throw failed(file, e);
    } finally {
      discard(temporary);
    }
  }

  /// As [#write(Path, byte\[\], FileAccess)], into the file that a link leads to, where it is one:
  /// the link stays.
  ///
  /// @throws ProblemException unexpected, where the file cannot be written; the old content then
  ///   stays
  public static void writeBehindLinks(Path file, byte[] content, FileAccess access) {
    try {
      write(SymbolicLinks.behind(file), content, access);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static boolean isDevice(Path target) throws IOException {
    return Files.exists(target)
        && Files.readAttributes(target, BasicFileAttributes.class).isOther();
  }

  private static Path create(Path target) throws IOException {
    return Files.createTempFile(
        target.getParent(),
        StaleTempFiles.prefix(target),
        StaleTempFiles.SUFFIX,
        PosixFilePermissions.asFileAttribute(FileAccess.OWNER_ALONE.permissions()));
  }

  /// It has its owner and mode before it has content, and is opened before, since its mode may not
  /// let its owner write.
  private static void fill(Path temporary, byte[] content, FileAccess access) throws IOException {
    try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      access.apply(temporary);
      write(channel, content);
      channel.force(true);
    }
  }

  private static void write(FileChannel channel, byte[] content) throws IOException {
    var bytes = ByteBuffer.wrap(content);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void discard(@Nullable Path temporary) {
    if (temporary != null) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException e) {
        // the failure that led here is the one to report
      }
    }
  }

  private static ProblemException failed(Path file, IOException e) {
    return ProblemException.unexpected(
        "cannot-write",
        "cannot write " + file + ": " + FileFailure.reason(e),
        FileFailure.mend(file, e));
  }
}
