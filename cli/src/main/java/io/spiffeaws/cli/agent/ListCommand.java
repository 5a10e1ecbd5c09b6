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
@Command(name = "list", addMethodSubcommands = false, description = "List the attested agents.")
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
