package io.spiffeaws.file;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.text.InvisibleCharacters;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Paths as people and files write them.
public final class PathText {
  private PathText() {}

  /// @throws ProblemException malformed, if no file can have that path: it has a zero byte, or a
  ///   character that the encoding of file names does not have
  public static Path parse(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw ProblemException.malformed(
          "malformed-path",
          "\"" + InvisibleCharacters.line(text) + "\" is not the path of a file",
          "a path has no zero byte, and only characters of the locale's encoding");
    }
  }
}
