package io.spiffeaws.cli.agent;

import picocli.CommandLine.Command;

/// `spiffe-aws agent`.
@Command(
    name = "agent",
    addMethodSubcommands = false,
    description = "List the attested agents of a SPIRE server",
    footer = {
      "# List the agents of the server on this host",
      "spiffe-aws agent list",
      "# List them as JSON",
      "spiffe-aws agent list -o json"
    })
public final class AgentCommand {}
