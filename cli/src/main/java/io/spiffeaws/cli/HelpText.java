package io.spiffeaws.cli;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// What `--help` prints of a command. A native image has it ready: only where it is coloured is it
/// laid out when asked for.
public final class HelpText {
  private HelpText() {}

  public static String of(CommandLine command, Ansi ansi) {
    return command.getUsageMessage(ansi);
  }
}
