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
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options for access to the SPIRE server: its API on a socket, its API over the network, or its
/// command line on a machine that only a shell reaches.
public final class ServerOptions {
  private static final String SOCKET = "SPIRE_SERVER_SOCKET";
  private static final String ADDRESS = "SPIRE_SERVER_ADDRESS";
  private static final String EXEC = "SPIRE_SERVER_EXEC";
  private static final List<String> VARIABLES = List.of(SOCKET, ADDRESS, EXEC);

  /// How the server is accessed.
  public sealed interface Way {
    /// By its API on a socket.
    record Socket(Path path) implements Way {}

    /// By its API over the network, as a workload whose entry has admin.
    ///
    /// @param agent the agent that provides the workload's identity
    /// @param id the identity to use if the agent offers several
    record Address(ServerAddress server, AgentAddress agent, Optional<SpiffeId> id)
        implements Way {}

    /// By running its command line.
    ///
    /// @param prefix the command line up to spire-server
    /// @param socket the socket that spire-server uses there; empty for its default
    record Exec(List<String> prefix, Optional<Path> socket) implements Way {}
  }

  @Option(
      names = "--server-socket",
      paramLabel = "PATH",
      description = {
        "Socket of the SPIRE server API; with --server-exec, as that command sees it",
        "[env: SPIRE_SERVER_SOCKET] [default: the only one of /run/spire/server/api.sock,"
            + " /run/spire/sockets/server.sock and /tmp/spire-server/private/api.sock that exists"
            + " and that only root and this user can write to]"
      })
  private @Nullable String socket;

  @Option(
      names = "--server-address",
      paramLabel = "HOST:PORT",
      description = {
        "Connect to the SPIRE server over the network, as a workload with admin",
        "[env: SPIRE_SERVER_ADDRESS]"
      })
  private @Nullable String address;

  @Option(
      names = "--workload-socket",
      paramLabel = "ADDRESS",
      description = {
        "With --server-address: Workload API, as unix:///PATH, tcp://IP:PORT or a path",
        "[env: SPIFFE_ENDPOINT_SOCKET] [default: the only default agent path that exists and"
            + " that only root and this user can write to]"
      })
  private @Nullable String agent;

  @Option(
      names = "--admin-id",
      paramLabel = "ID",
      description = {
        "With --server-address: SPIFFE ID to use if the agent offers several",
        "[env: SPIFFE_AWS_ID] [default: the only one]"
      })
  private @Nullable SpiffeId adminId;

  @Option(
      names = "--server-exec",
      paramLabel = "COMMAND",
      description = {
        "Run this spire-server command line, split as by a shell, instead of the API",
        "[env: SPIRE_SERVER_EXEC]"
      })
  private @Nullable String exec;

  /// The way that the option or the environment specifies; empty if there is none, since default
  /// paths are not searched.
  ///
  /// @param flag the value of `--server-socket`
  /// @throws ProblemException as [#way]
  static Optional<Way> named(@Nullable String flag, Invocation invocation) {
    var options = new ServerOptions();
    options.socket = flag;
    return flag != null
            || VARIABLES.stream().anyMatch(variable -> invocation.environment(variable).isPresent())
        ? Optional.of(options.way(invocation))
        : Optional.empty();
  }

  /// The way that an option specifies, else a variable, else a socket at a default path. With
  /// `--server-exec`, the socket is for the command that this runs.
  ///
  /// @throws ProblemException malformed, if a value is invalid, or two options or two variables
  ///   specify a way each; as [ServerSocket#search], if nothing is specified
  public Way way(Invocation invocation) {
    if (address != null || agent != null || adminId != null) {
      return over(
          address == null
              ? addressVariable(invocation)
              : new NamedValue(address, "--server-address"),
          invocation);
    }
    var path = invocation.named(socket, "--server-socket");
    if (exec != null) {
      return new Way.Exec(
          new NamedValue(exec, "--server-exec").parse(CommandWords::split),
          path.map(value -> value.parse(ServerSocket::parse)));
    }
    return path.isPresent()
        ? socket(path.get(), invocation)
        : variable(invocation)
            .map(name -> of(name, invocation))
            .orElseGet(() -> new Way.Socket(ServerSocket.search()));
  }

  private Way of(String variable, Invocation invocation) {
    var option = "--" + variable.replace("SPIRE_", "").toLowerCase(Locale.ROOT).replace('_', '-');
    var value = invocation.named(null, option, variable).orElseThrow();
    return switch (variable) {
      case SOCKET -> socket(value, invocation);
      case ADDRESS -> over(value, invocation);
      default -> new Way.Exec(value.parse(CommandWords::split), Optional.empty());
    };
  }

  private static Way socket(NamedValue path, Invocation invocation) {
    return new Way.Socket(
        invocation.console().directory().resolve(path.parse(ServerSocket::parse)));
  }

  /// The variable that specifies a way; empty if none does.
  private static Optional<String> variable(Invocation invocation) {
    var set = VARIABLES.stream().filter(name -> invocation.environment(name).isPresent()).toList();
    if (set.size() > 1) {
      throw ProblemException.malformed(
          "usage",
          "conflicting variables for the SPIRE server: " + String.join(" and ", set),
          "keep one, run: unset " + String.join(" ", set.subList(1, set.size())));
    }
    return set.stream().findFirst();
  }

  private static NamedValue addressVariable(Invocation invocation) {
    return variable(invocation)
        .filter(ADDRESS::equals)
        .flatMap(name -> invocation.named(null, "--server-address", name))
        .orElseThrow(ServerOptions::noAddress);
  }

  private Way over(NamedValue server, Invocation invocation) {
    if (socket != null || exec != null) {
      throw usage(
          "conflicting options for the SPIRE server: --server-address excludes --server-socket and"
              + " --server-exec");
    }
    return new Way.Address(
        server.parse(ServerAddress::parse),
        agentOf(invocation),
        Optional.ofNullable(adminId).or(() -> WorkloadOptions.id("--admin-id", invocation)));
  }

  /// The agent for the identity that a connection over the network requires.
  private AgentAddress agentOf(Invocation invocation) {
    try {
      return WorkloadOptions.address(agent, invocation);
    } catch (ProblemException e) {
      var problem = e.problem();
      throw problem.code().equals("no-agent-socket")
          ? ProblemException.noIdentity(
              problem.code(),
              "--server-address requires an identity of the agent: " + problem.message(),
              problem.hint())
          : e;
    }
  }

  private static ProblemException noAddress() {
    return usage("--workload-socket and --admin-id require --server-address");
  }

  private static ProblemException usage(String message) {
    return ProblemException.malformed("usage", message, "specify only one way to the server");
  }
}
