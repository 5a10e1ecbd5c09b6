package io.spiffeaws.cli;

import io.spiffeaws.cli.console.Console;
import io.spiffeaws.cli.options.GlobalOptions;

/// Creates contexts for tests of other packages.
public final class CurrentContexts {
  private CurrentContexts() {}

  public static CurrentContext of(GlobalOptions global, Console console) {
    return new CurrentContext(global, console);
  }
}
