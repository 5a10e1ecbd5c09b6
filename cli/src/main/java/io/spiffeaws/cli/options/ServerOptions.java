package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.CommandWords;
import io.spiffeaws.spire.ServerAddress;
import io.spiffeaws.spire.ServerSocket;
import io.spiffeaws.workload.AgentAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How the SPIRE server is reached: its API's socket, its API on the network, or its command line
/// on a machine where only a shell gets.
public final class ServerOptions {
  private static final String SOCKET = "SPIRE_SERVER_SOCKET";
  private static final String ADDRESS = "SPIRE_SERVER_ADDRESS";
  private static final String EXEC = "SPIRE_SERVER_EXEC";

  /// The way to the server.
  public sealed interface Way {
    /// By its API.
    record Socket(Path path) implements Way {}

    /// By its API on the network, as a workload whose entry has admin.
    ///
    /// @param agent who has that workload's identity
    /// @param id which, where the agent offers several
    record Address(ServerAddress server, AgentAddress agent, Optional<SpiffeId> id)
        implements Way {}

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
              + " (default: /run/spire/server/api.sock, /run/spire/sockets/server.sock or"
              + " /tmp/spire-server/private/api.sock; the one that exists, if only root and this user"
              + " can write to its directories). With --server-exec: the socket as that command sees"
              + " it.")
  private @Nullable String socket;

  @Option(
      names = "--server-address",
      paramLabel = "HOST:PORT",
      description =
          "Reach the server's API over the network instead, as a workload whose entry has admin: with"
              + " the X509-SVID that the Workload API has for this process, and only where the server"
              + " is spiffe://TRUST-DOMAIN/spire/server by the same trust bundle; env"
              + " SPIRE_SERVER_ADDRESS (default: none).")
  private @Nullable String address;

  @Option(
      names = "--workload-socket",
      paramLabel = "ADDRESS",
      description =
          "With --server-address, the Workload API: unix:///PATH, tcp://IP:PORT or a path; env"
              + " SPIFFE_ENDPOINT_SOCKET (default: the usual agent path that exists, if only root and this user"
              + " can write to its directories).")
  private @Nullable String agent;

  @Option(
      names = "--admin-id",
      paramLabel = "ID",
      description =
          "With --server-address, the identity to use, where the agent offers several; env"
              + " SPIFFE_AWS_ID (default: the only one).")
  private @Nullable SpiffeId adminId;

  @Option(
      names = "--server-exec",
      paramLabel = "COMMAND",
      description =
          "Reach the server by running its command line instead, as in 'kubectl exec -i -n spire"
              + " spire-server-0 -- /opt/spire/bin/spire-server'; split into words as a shell does;"
              + " env SPIRE_SERVER_EXEC (default: none).")
  private @Nullable String exec;

  /// The way that is named, by that flag or in the environment; empty where none is, as the usual
  /// places are not looked at.
  ///
  /// @param flag what `--server-socket` names
  /// @throws ProblemException as [#way]
  static Optional<Way> named(@Nullable String flag, Invocation invocation) {
    var options = new ServerOptions();
    options.socket = flag;
    return flag != null
            || Stream.of(SOCKET, ADDRESS, EXEC)
                .anyMatch(variable -> invocation.environment(variable).isPresent())
        ? Optional.of(options.way(invocation))
        : Optional.empty();
  }

  /// A flag beats the environment; within that, the socket is the nearest way, a command the
  /// farthest.
  ///
  /// @throws ProblemException malformed, where a value cannot be read or two ways are named; as
  ///   [ServerSocket#search], if nothing is named
  public Way way(Invocation invocation) {
    if (address != null || agent != null || adminId != null) {
      return over(
          invocation.setting(address, ADDRESS).orElseThrow(ServerOptions::noAddress), invocation);
    }
    if (exec != null) {
      return new Way.Exec(
          CommandWords.split(exec), Optional.ofNullable(socket).map(ServerSocket::parse));
    }
    var named = invocation.setting(socket, SOCKET);
    if (named.isPresent()) {
      return new Way.Socket(
          invocation.console().directory().resolve(ServerSocket.parse(named.get())));
    }
    var network = invocation.environment(ADDRESS);
    return network.isPresent() ? over(network.get(), invocation) : farther(invocation);
  }

  private Way over(String server, Invocation invocation) {
    if (socket != null || exec != null) {
      throw usage(
          "there are two ways to the server: --server-address excludes --server-socket and"
              + " --server-exec");
    }
    return new Way.Address(
        ServerAddress.parse(server),
        WorkloadOptions.address(agent, invocation),
        Optional.ofNullable(adminId)
            .or(() -> invocation.environment("SPIFFE_AWS_ID").map(SpiffeId::parse)));
  }

  private static ProblemException noAddress() {
    return usage("--workload-socket and --admin-id are for --server-address, which is not there");
  }

  private static Way farther(Invocation invocation) {
    return invocation
        .environment(EXEC)
        .<Way>map(command -> new Way.Exec(CommandWords.split(command), Optional.empty()))
        .orElseGet(() -> new Way.Socket(ServerSocket.search()));
  }

  private static ProblemException usage(String message) {
    return ProblemException.malformed("usage", message, "name one way to the server");
  }
}
