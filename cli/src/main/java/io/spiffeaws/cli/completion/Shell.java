package io.spiffeaws.cli.completion;

import picocli.CommandLine.Model.CommandSpec;

/// The shells with completion.
public enum Shell {
  bash,
  zsh,
  fish;

  /// The completion script for a command and all below it.
  ///
  /// @param top the top of the command tree
  public String script(CommandSpec top) {
    var command = CommandWords.of(top);
    return switch (this) {
      case bash -> new BashScript(command).text();
      case zsh -> new ZshScript(command).text();
      case fish -> new FishScript(command).text();
    };
  }
}
