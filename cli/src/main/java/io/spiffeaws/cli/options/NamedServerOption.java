package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.problem.TypedCommand;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option for the SPIRE server API of a command that does not require it.
public final class NamedServerOption {
  @Option(
      names = "--server-socket",
      paramLabel = "PATH",
      description = {
        "Socket of the SPIRE server API, to check the registration entry too",
        "[env: SPIRE_SERVER_SOCKET]"
      })
  private @Nullable String socket;

  /// The option as typed, with a blank before it; empty if it is not specified.
  public String typed() {
    return socket == null ? "" : TypedCommand.of(" --server-socket %s", socket);
  }

  /// @throws io.spiffeaws.problem.ProblemException malformed
  public Optional<ServerOptions.Way> way(Invocation invocation) {
    return ServerOptions.named(socket, invocation);
  }
}
