package io.spiffeaws.cli;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// The text that `--help` prints about a command.
public final class HelpText {
  /// The width of help in a pipe, and the maximum on a terminal.
  public static final int COLUMNS = 100;

  private HelpText() {}

  /// @param columns width of the terminal
  public static String of(CommandLine command, Ansi ansi, int columns) {
    return ansi.enabled() || columns < COLUMNS
        ? HelpLayout.text(command, ansi, Math.min(columns, COLUMNS))
        : plain(command);
  }

  /// Without colour and in full width. A native image contains this text of every command.
  public static String plain(CommandLine command) {
    return HelpLayout.text(command, Ansi.OFF, COLUMNS);
  }
}
