package io.spiffeaws.cli.options;

import picocli.CommandLine.Option;

/// The option `--yes`: deletes without asking.
public final class ConfirmOption {
  @Option(
      names = {"-y", "--yes"},
      description = "Delete without asking; required if there is no terminal")
  private boolean yes;

  public boolean yes() {
    return yes;
  }
}
