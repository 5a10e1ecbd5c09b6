package io.spiffeaws.cli;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// The text that `--help` prints about a command.
public final class HelpText {
  /// The width of help in a pipe, whose reader may have a terminal of that width.
  public static final int COLUMNS = 80;

  /// The maximum width on a terminal.
  static final int MOST_COLUMNS = 100;

  private HelpText() {}

  /// @param columns width of the terminal
  public static String of(CommandLine command, Ansi ansi, int columns) {
    return ansi.enabled() || columns != COLUMNS
        ? HelpLayout.text(command, ansi, Math.min(columns, MOST_COLUMNS))
        : plain(command);
  }

  /// Without colour and for a pipe. A native image contains this text of every command.
  public static String plain(CommandLine command) {
    return HelpLayout.text(command, Ansi.OFF, COLUMNS);
  }
}
