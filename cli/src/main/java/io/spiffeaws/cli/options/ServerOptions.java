package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spire.CommandWords;
import io.spiffeaws.spire.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How the SPIRE server is reached: its API's socket, or its command line on a machine where only a
/// shell gets.
public final class ServerOptions {
  private static final String SOCKET = "SPIRE_SERVER_SOCKET";
  private static final String EXEC = "SPIRE_SERVER_EXEC";

  /// The way to the server.
  public sealed interface Way {
    /// By its API.
    record Socket(Path path) implements Way {}

    /// By running its command line.
    ///
    /// @param prefix the program and what gets there
    /// @param socket the socket that this program is to use there; empty for its default
    record Exec(List<String> prefix, Optional<Path> socket) implements Way {}
  }

  @Option(
      names = "--server-socket",
      paramLabel = "PATH",
      description =
          "Socket of the SPIRE server's API, a path or unix:///PATH; env SPIRE_SERVER_SOCKET"
              + " (default: /tmp/spire-server/private/api.sock, /run/spire/server/api.sock,"
              + " /run/spire/sockets/server.sock, the first that exists). With --server-exec: the"
              + " socket as that command sees it.")
  private @Nullable String socket;

  @Option(
      names = "--server-exec",
      paramLabel = "COMMAND",
      description =
          "Reach the server by running its command line instead, as in 'kubectl exec -i -n spire"
              + " spire-server-0 -- /opt/spire/bin/spire-server'; split into words as a shell does;"
              + " env SPIRE_SERVER_EXEC (default: none).")
  private @Nullable String exec;

  /// A flag beats the environment; within each, the socket is the nearer way.
  ///
  /// @throws ProblemException malformed, where a value cannot be read; unreachable, where nothing
  ///   is named and there is no socket in a usual place
  public Way way(Invocation invocation) {
    if (exec != null) {
      return new Way.Exec(
          CommandWords.split(exec), Optional.ofNullable(socket).map(ServerSocket::parse));
    }
    var named = invocation.setting(socket, SOCKET);
    if (named.isPresent()) {
      return new Way.Socket(
          invocation.console().directory().resolve(ServerSocket.parse(named.get())));
    }
    return invocation
        .environment(EXEC)
        .<Way>map(command -> new Way.Exec(CommandWords.split(command), Optional.empty()))
        .orElseGet(ServerOptions::usual);
  }

  private static Way usual() {
    return ServerSocket.USUAL.stream()
        .filter(Files::exists)
        .findFirst()
        .map(Way.Socket::new)
        .orElseThrow(ServerOptions::nowhere);
  }

  private static ProblemException nowhere() {
    return ProblemException.unreachable(
        "no-server-socket",
        "there is no SPIRE server socket at "
            + ServerSocket.USUAL.stream().map(Path::toString).collect(Collectors.joining(", ")),
        "start the SPIRE server, or name its API socket with --server-socket or SPIRE_SERVER_SOCKET,"
            + " or the way to it with --server-exec");
  }
}
