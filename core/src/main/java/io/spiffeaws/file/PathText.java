package io.spiffeaws.file;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.text.InvisibleCharacters;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Parses paths from options and files.
public final class PathText {
  private PathText() {}

  /// Parses a path.
  ///
  /// @throws ProblemException malformed, if no file can have that path: it contains a zero byte, or
  ///   a character that the encoding of file names does not have
  public static Path parse(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw ProblemException.malformed(
          "malformed-path",
          "invalid path \"" + InvisibleCharacters.line(text) + "\"",
          "use only characters of the locale's encoding, and no zero byte");
    }
  }
}
