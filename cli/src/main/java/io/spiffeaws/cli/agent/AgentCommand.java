package io.spiffeaws.cli.agent;

import picocli.CommandLine.Command;

/// `spiffe-aws agent`.
@Command(
    name = "agent",
    addMethodSubcommands = false,
    description = "List the attested agents of a SPIRE server")
public final class AgentCommand {}
