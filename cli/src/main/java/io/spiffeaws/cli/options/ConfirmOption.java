package io.spiffeaws.cli.options;

import picocli.CommandLine.Option;

/// `--yes`: deletes without asking.
public final class ConfirmOption {
  @Option(
      names = {"-y", "--yes"},
      description =
          "Delete without asking; needed where there is no terminal to ask on (default: ask).")
  private boolean yes;

  public boolean yes() {
    return yes;
  }
}
