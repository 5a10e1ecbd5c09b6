package io.spiffeaws.profile;

import java.nio.file.Path;

/// The value of a profile setting, and its location.
///
/// @param text may be a secret
/// @param line counted from 1
public record ProfileValue(String text, Path file, int line) {
  /// `FILE line N`.
  public String place() {
    return file + " line " + line;
  }

  /// Without the text.
  @Override
  public String toString() {
    return place();
  }
}
