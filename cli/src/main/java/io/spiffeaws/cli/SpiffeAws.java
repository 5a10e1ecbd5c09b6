package io.spiffeaws.cli;

import io.spiffeaws.cli.options.GlobalOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The top of the command tree.
@Command(
    name = "spiffe-aws",
    addMethodSubcommands = false,
    description =
        "From a SPIFFE identity to AWS credentials: registration, trust, tokens, a running program.",
    versionProvider = Version.Provider.class)
public final class SpiffeAws {
  @Mixin private GlobalOptions global;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show version and commit.")
  private boolean version;

  GlobalOptions global() {
    return global;
  }

  /// Whether the version was asked for; picocli shows it.
  boolean version() {
    return version;
  }
}
