package io.spiffeaws.file;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/// A file or link that another user owns is where a secret is to be written or read.
public final class ForeignFileException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  ForeignFileException(Path file, String owner) {
    super("user " + owner + " owns " + file);
  }

  private ForeignFileException(String message) {
    super(message);
  }

  static ForeignFileException replaced(Path file) {
    return new ForeignFileException(file + " was replaced while it was opened");
  }
}
