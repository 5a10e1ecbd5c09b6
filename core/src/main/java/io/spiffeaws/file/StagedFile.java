package io.spiffeaws.file;

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

/// The new content of a file, complete in a temporary file next to it, until it replaces the file
/// or is discarded by [#close()]. A device or a pipe has no temporary file: it is written when it
/// is replaced.
final class StagedFile implements AutoCloseable {
  private final Path target;
  private final byte[] content;
  private @Nullable Path temporary;

  private StagedFile(Path target, byte[] content) {
    this.target = target;
    this.content = content;
  }

  /// Writes the temporary file, with its final mode and owner.
  static StagedFile of(Path file, byte[] content, FileAccess access) throws IOException {
    var staged = new StagedFile(file.toAbsolutePath(), content);
    try {
      staged.fill(access);
      return staged;
    } catch (IOException | RuntimeException e) {
      staged.close();
      throw e;
    }
  }

  /// The owner and mode are set before, so that the content is never exposed. The file is opened
  /// before its mode is set, since its mode may not allow its owner to write.
  private void fill(FileAccess access) throws IOException {
    if (isDevice()) {
      return;
    }
    temporary = create();
    StaleTempFiles.clear(target, temporary);
    try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      access.apply(temporary);
      write(channel);
      channel.force(true);
    }
  }

  /// Replaces the file.
  void replace() throws IOException {
    if (temporary == null) {
      try (var device = SecretFile.open(target, StandardOpenOption.WRITE)) {
        write(device);
      }
      return;
    }
    Files.move(
        temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    temporary = null;
  }

  @Override
  public void close() {
    if (temporary != null) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException e) {
        // the failure that led here is the one to report
      }
    }
  }

  private boolean isDevice() throws IOException {
    return Files.exists(target)
        && Files.readAttributes(target, BasicFileAttributes.class).isOther();
  }

  private Path create() throws IOException {
    return Files.createTempFile(
        target.getParent(),
        StaleTempFiles.prefix(target),
        StaleTempFiles.SUFFIX,
        PosixFilePermissions.asFileAttribute(FileAccess.OWNER_ALONE.permissions()));
  }

  private void write(FileChannel channel) throws IOException {
    var bytes = ByteBuffer.wrap(content);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
