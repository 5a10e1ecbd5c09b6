package io.spiffeaws.render.conf;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spire.ServerSocket;

/// Checks paths in SPIRE's configuration files: SPIRE accepts neither URLs nor empty paths.
final class ConfPath {
  private ConfPath() {}

  /// Checks the path of a socket.
  ///
  /// @param text a path, or `unix:` or `unix://` and a path, as other options accept
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

  /// Checks the path of a directory.
  ///
  /// @return the same text
  /// @throws ProblemException malformed
  static String directory(String text) {
    if (text.isBlank()) {
      throw ProblemException.malformed(
          "malformed-folder",
          "a directory cannot be an empty text",
          "specify a directory such as /var/lib/spire");
    }
    return text;
  }
}
