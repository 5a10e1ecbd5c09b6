package io.spiffeaws.spire;

import io.spiffeaws.file.DefaultSockets;
import io.spiffeaws.file.PathOwnership;
import io.spiffeaws.file.PathText;
import io.spiffeaws.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Finds the API socket of a SPIRE server.
public final class ServerSocket {
  /// The default paths. SPIRE's own is last: it is in `/tmp`, and counts only if other users cannot
  /// write to its directories.
  public static final List<Path> DEFAULT_PATHS =
      List.of(
          Path.of("/run/spire/server/api.sock"),
          Path.of("/run/spire/sockets/server.sock"),
          Path.of("/tmp/spire-server/private/api.sock"));

  private static final String OTHER_CONNECTIONS =
      "connect over the network with --server-address, or through a shell with --server-exec";

  private ServerSocket() {}

  /// Returns the only path of [#DEFAULT_PATHS] that exists and that only root and this user can
  /// have created.
  ///
  /// @throws ProblemException as [#only]
  public static Path search() {
    return only(DefaultSockets.search(DEFAULT_PATHS, PathOwnership.SYSTEM));
  }

  /// Returns the only trusted socket of a search.
  ///
  /// @throws ProblemException unreachable, if there is none; refused, if this user has no
  ///   permission to search a directory; malformed, if there are several
  static Path only(DefaultSockets found) {
    return found.only().orElseThrow(() -> none(found));
  }

  private static ProblemException none(DefaultSockets found) {
    if (found.trusted().size() > 1) {
      return ProblemException.malformed(
          "several-server-sockets",
          "found more than one SPIRE server socket: " + found.listed(),
          "specify one with --server-socket or SPIRE_SERVER_SOCKET: --server-socket "
              + found.trusted().getFirst());
    }
    if (found.closed().isPresent()) {
      return ProblemException.refused(
          "server-socket-denied",
          "this user has no permission to search the directory "
              + found.closed().get()
              + " for the SPIRE server's socket",
          "run the command as the server's user or with sudo, or " + OTHER_CONNECTIONS);
    }
    return found.ignored().stream()
        .findFirst()
        .map(ServerSocket::ignored)
        .orElseGet(ServerSocket::notFound);
  }

  private static ProblemException ignored(DefaultSockets.Ignored socket) {
    return ProblemException.unreachable(
        "server-socket-not-trusted",
        "%s is not used as the SPIRE server's socket, since another user may have created it: %s"
            .formatted(socket.path(), socket.reason()),
        "if it is your server's, specify it: --server-socket %s, or export SPIRE_SERVER_SOCKET=%s"
            .formatted(socket.path(), socket.path()));
  }

  private static ProblemException notFound() {
    return ProblemException.unreachable(
        "no-server-socket",
        "no SPIRE server socket found at the default paths: "
            + DEFAULT_PATHS.stream().map(Path::toString).collect(Collectors.joining(", ")),
        "start the SPIRE server, or specify its API socket with --server-socket or"
            + " SPIRE_SERVER_SOCKET, or "
            + OTHER_CONNECTIONS);
  }

  /// Parses a path, `unix:` with a path, or `unix://` with an absolute path.
  ///
  /// @throws ProblemException malformed, if the text has another form
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
        "\"" + SanitizedText.of(text) + "\" is not the path of a Unix socket",
        "write it as /run/spire/server/api.sock or unix:///run/spire/server/api.sock");
  }
}
