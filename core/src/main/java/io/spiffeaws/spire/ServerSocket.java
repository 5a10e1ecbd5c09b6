package io.spiffeaws.spire;

import io.spiffeaws.file.PathText;
import io.spiffeaws.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;

/// Where a SPIRE server's API socket is.
public final class ServerSocket {
  /// Where it usually is, in the order in which they are tried: SPIRE's own default first.
  public static final List<Path> USUAL =
      List.of(
          Path.of("/tmp/spire-server/private/api.sock"),
          Path.of("/run/spire/server/api.sock"),
          Path.of("/run/spire/sockets/server.sock"));

  private ServerSocket() {}

  /// Reads a path, or `unix:` and a path, or `unix://` and an absolute path.
  ///
  /// @throws ProblemException malformed, where it is something else
  public static Path parse(String text) {
    var path = text.startsWith("unix:") ? text.substring("unix:".length()) : text;
    if (text.startsWith("unix://")) {
      path = path.substring("//".length());
      if (!path.startsWith("/")) {
        throw malformed(text);
      }
    }
    if (path.isBlank() || path.contains("://") || path.indexOf('\0') >= 0) {
      throw malformed(text);
    }
    return PathText.parse(path);
  }

  private static ProblemException malformed(String text) {
    return ProblemException.malformed(
        "malformed-server-socket",
        "\"" + Printable.of(text) + "\" is not the path of a Unix socket",
        "write it as /run/spire/server/api.sock or unix:///run/spire/server/api.sock");
  }
}
