package io.spiffeaws.cli;

import picocli.CommandLine;

/// Which commands there are. The path of a command is the path of its class.
final class CommandTree {
  private CommandTree() {}

  static CommandLine of(SpiffeAws root) {
    return new CommandLine(root);
  }
}
