package io.spiffeaws.file;

import java.nio.file.Path;

/// The text that a file gets. It may be secret, so it is not printed.
///
/// @param text written in UTF-8
/// @param access of the new file, whatever that of the old one was
public record NewFile(Path path, String text, FileAccess access) {
  @Override
  public String toString() {
    return "NewFile[" + path + "]";
  }
}
