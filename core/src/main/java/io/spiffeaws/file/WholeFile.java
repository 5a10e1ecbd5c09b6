package io.spiffeaws.file;

import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes a file so that a reader sees the old content or the new, never a part, even across a
/// crash or a full disk: a temporary file in the same folder that has its mode before it has
/// content, then fsync, then rename. A device or a pipe (`/dev/stdout`) is written into, since a
/// rename would put a file in its place.
public final class WholeFile {
  private WholeFile() {}

  /// @param mode of the new file, for example `rw-------`; the process's umask does not touch it
  /// @throws ProblemException unexpected, where the file cannot be written; the old content then
  ///   stays
  public static void write(Path file, byte[] content, String mode) {
    var target = file.toAbsolutePath();
    Path temporary = null;
    try {
      if (isDevice(target)) {
        Files.write(target, content, StandardOpenOption.WRITE);
        return;
      }
      var permissions = PosixFilePermissions.fromString(mode);
      temporary =
          Files.createTempFile(
              target.getParent(),
              "." + target.getFileName() + ".",
              ".tmp",
              PosixFilePermissions.asFileAttribute(
                  Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)));
      Files.setPosixFilePermissions(temporary, permissions);
      fill(temporary, content);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      temporary = null;
    } catch (IOException e) {
      throw failed(file, e);
    } finally {
      discard(temporary);
    }
  }

  private static boolean isDevice(Path target) throws IOException {
    return Files.exists(target)
        && Files.readAttributes(target, BasicFileAttributes.class).isOther();
  }

  private static void fill(Path temporary, byte[] content) throws IOException {
    try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      var bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
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
    var why =
        switch (e) {
          case NoSuchFileException _ -> "its folder does not exist";
          case FileSystemException f when f.getReason() != null -> f.getReason();
          default -> e.getMessage();
        };
    return ProblemException.unexpected("cannot-write", "cannot write " + file + ": " + why, "");
  }
}
