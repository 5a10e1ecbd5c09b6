package io.spiffeaws.render.conf;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spire.ServerSocket;

/// A path in a configuration file of SPIRE, whose programs take neither URLs nor nothing.
final class ConfPath {
  private ConfPath() {}

  /// @param text a path, or `unix:` or `unix://` and a path, as other options take it
  /// @return the path alone
  /// @throws ProblemException malformed
  static String socket(String text) {
    if (text.matches("(?!unix:)[a-z]+:.*")) {
      throw ProblemException.malformed(
          "malformed-socket",
          "\"" + text.replaceAll("\\p{Cntrl}", "?") + "\" is not the path of a Unix socket",
          "write it as /PATH or unix:///PATH");
    }
    return ServerSocket.parse(text).toString();
  }

  /// @throws ProblemException malformed
  static String directory(String text) {
    if (text.isBlank()) {
      throw ProblemException.malformed(
          "malformed-folder",
          "an empty text is not the name of a folder",
          "name one, as /var/lib/spire");
    }
    return text;
  }
}
