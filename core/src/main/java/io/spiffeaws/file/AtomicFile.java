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

/// Writes files atomically: a reader sees the old content or the new, never a part, even after a
/// crash or on a full disk. It writes a temporary file in the same directory, which has its mode
/// before it has content, then calls fsync, then renames it. A device or a pipe (`/dev/stdout`) is
/// written directly, since a rename would replace it by a file; see [SecretFile] for which ones are
/// allowed.
public final class AtomicFile {
  private AtomicFile() {}

  /// Writes a file that only its owner can access, `rw-------`.
  ///
  /// @throws ProblemException unexpected, if the file cannot be written; the old content is then
  ///   unchanged
  public static void write(Path file, byte[] content) {
    write(file, content, FileAccess.OWNER_ALONE);
  }

  /// Writes a file.
  ///
  /// @param access of the new file, whatever that of the old one was
  /// @throws ProblemException unexpected, if the file cannot be written; the old content is then
  ///   unchanged
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

  /// As [#write(Path, byte\[\], FileAccess)]. If the path is a symlink, writes the file that it
  /// leads to; the symlink is not changed.
  ///
  /// @throws ProblemException unexpected, if the file cannot be written; the old content is then
  ///   unchanged
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

  /// Writes the content. The owner and mode are set before, so that the content is never exposed.
  /// The file is opened before its mode is set, since its mode may not allow its owner to write.
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
        FileFailure.fixHint(file, e));
  }
}
