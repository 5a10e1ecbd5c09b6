package io.spiffeaws.cli;

import io.spiffeaws.cli.options.GlobalOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The root of the command tree.
@Command(
    name = "spiffe-aws",
    addMethodSubcommands = false,
    description = {
      "Exchange SPIFFE identities for AWS credentials",
      "Registers workloads in SPIRE, configures IAM roles to trust their SPIFFE IDs, and"
          + " exchanges JWT-SVIDs for temporary AWS credentials.",
      "A DURATION has a unit, such as 90s, 15m or 1h30m; a number alone is in seconds."
    },
    footer = {
      "# Try everything in a sandbox, without SPIRE and AWS",
      "spiffe-aws sandbox demo",
      "# Find out why a role cannot be assumed",
      "spiffe-aws doctor --role arn:aws:iam::123456789012:role/s3-app"
    },
    versionProvider = Version.Provider.class)
public final class SpiffeAws {
  @Mixin private GlobalOptions global;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show version and commit")
  private boolean version;

  GlobalOptions global() {
    return global;
  }

  /// Whether the version was requested; the parser reports it.
  boolean version() {
    return version;
  }
}
