package io.spiffeaws.file;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/// Another user owns a file or a symlink that a secret would be written to or read from.
public final class FileOfAnotherUserException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  FileOfAnotherUserException(Path file, String owner) {
    super("user " + owner + " owns " + file);
  }

  private FileOfAnotherUserException(String message) {
    super(message);
  }

  static FileOfAnotherUserException replaced(Path file) {
    return new FileOfAnotherUserException(file + " was replaced while it was opened");
  }
}
