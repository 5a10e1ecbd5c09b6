package io.spiffeaws.cli.agent;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.ServerOptions;
import io.spiffeaws.cli.view.AgentView;
import io.spiffeaws.cli.wiring.SpireWiring;
import io.spiffeaws.spire.ListAgents;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `spiffe-aws agent list`.
@Command(
    name = "list",
    addMethodSubcommands = false,
    description = "List the attested agents",
    footer = {
      "# Agents of the server on this host",
      "spiffe-aws agent list",
      "# Agents of a server in Kubernetes",
      "spiffe-aws agent list --server-exec \\",
      "  'kubectl exec -i -n spire spire-server-0 -- /opt/spire/bin/spire-server'"
    })
public final class ListCommand implements CliCommand {
  @Mixin private ServerOptions server = new ServerOptions();

  @Override
  public int run(Invocation invocation) {
    try (var spire = SpireWiring.open(server, invocation)) {
      AgentView.showAll(new ListAgents(spire.agents()).run(), invocation.output());
    }
    return ExitCode.DONE;
  }
}
