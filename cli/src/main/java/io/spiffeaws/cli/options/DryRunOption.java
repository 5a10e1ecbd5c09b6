package io.spiffeaws.cli.options;

import picocli.CommandLine.Option;

/// The option `--dry-run` of every command that changes something.
public final class DryRunOption {
  @Option(
      names = "--dry-run",
      description = "Show what would change, with a diff, and write nothing")
  private boolean dryRun;

  public boolean dryRun() {
    return dryRun;
  }
}
