package io.spiffeaws.file;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/// A file or link that another user owns is where a secret is to be written or read.
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
