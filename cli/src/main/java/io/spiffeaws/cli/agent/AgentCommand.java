package io.spiffeaws.cli.agent;

import picocli.CommandLine.Command;

/// `spiffe-aws agent`.
@Command(
    name = "agent",
    addMethodSubcommands = false,
    description = "See the agents that a SPIRE server has attested.")
public final class AgentCommand {}
