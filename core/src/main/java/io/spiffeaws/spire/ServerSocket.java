package io.spiffeaws.spire;

import io.spiffeaws.file.DefaultSockets;
import io.spiffeaws.file.PathOwnership;
import io.spiffeaws.file.PathText;
import io.spiffeaws.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Where a SPIRE server's API socket is.
public final class ServerSocket {
  /// The default paths; last SPIRE's own, which is in `/tmp` and counts only if others cannot write
  /// there.
  public static final List<Path> USUAL =
      List.of(
          Path.of("/run/spire/server/api.sock"),
          Path.of("/run/spire/sockets/server.sock"),
          Path.of("/tmp/spire-server/private/api.sock"));

  private static final String OTHER_WAYS =
      "reach the server over the network with --server-address, or by a shell with --server-exec";

  private ServerSocket() {}

  /// The one of [#USUAL] that is there and that only root and this user can have made.
  ///
  /// @throws ProblemException as [#only]
  public static Path search() {
    return only(DefaultSockets.search(USUAL, PathOwnership.SYSTEM));
  }

  /// @throws ProblemException unreachable, listing the paths, or naming those that do not count;
  ///   refused, naming the directory that this user may not search; malformed, if there are several
  static Path only(DefaultSockets found) {
    return found.only().orElseThrow(() -> none(found));
  }

  private static ProblemException none(DefaultSockets found) {
    if (found.trusted().size() > 1) {
      return ProblemException.malformed(
          "several-server-sockets",
          "there is more than one SPIRE server socket: " + found.listed(),
          "specify one with --server-socket or SPIRE_SERVER_SOCKET: --server-socket "
              + found.trusted().getFirst());
    }
    if (found.closed().isPresent()) {
      return ProblemException.refused(
          "server-socket-denied",
          "this user may not look for the SPIRE server's socket: not permitted: "
              + found.closed().get(),
          "run it as the server's user or with sudo, or " + OTHER_WAYS);
    }
    return found.ignored().stream()
        .findFirst()
        .map(ServerSocket::ignored)
        .orElseGet(ServerSocket::nowhere);
  }

  private static ProblemException ignored(DefaultSockets.Ignored socket) {
    return ProblemException.unreachable(
        "server-socket-not-trusted",
        "%s is not used as the SPIRE server's socket, since another user may have created it: %s"
            .formatted(socket.path(), socket.reason()),
        "if it is your server's, specify it: --server-socket %s, or export SPIRE_SERVER_SOCKET=%s"
            .formatted(socket.path(), socket.path()));
  }

  private static ProblemException nowhere() {
    return ProblemException.unreachable(
        "no-server-socket",
        "there is no SPIRE server socket at "
            + USUAL.stream().map(Path::toString).collect(Collectors.joining(", ")),
        "start the SPIRE server, or name its API socket with --server-socket or SPIRE_SERVER_SOCKET,"
            + " or the way to it with --server-address or --server-exec");
  }

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
        "\"" + SanitizedText.of(text) + "\" is not the path of a Unix socket",
        "write it as /run/spire/server/api.sock or unix:///run/spire/server/api.sock");
  }
}
