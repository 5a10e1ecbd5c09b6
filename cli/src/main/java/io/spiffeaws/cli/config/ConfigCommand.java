package io.spiffeaws.cli.config;

import picocli.CommandLine.Command;

/// `spiffe-aws config`.
@Command(
    name = "config",
    addMethodSubcommands = false,
    description = {
      "Show and choose contexts: named sets of option values in a configuration file",
      "An option has precedence over its environment variable, and that over the context."
    },
    footer = {
      "# Show all contexts",
      "spiffe-aws config view",
      "# Use the context prod from now on",
      "spiffe-aws config use prod"
    })
public final class ConfigCommand {}
