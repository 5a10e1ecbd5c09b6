package io.spiffeaws.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// The text about a command in help, man pages and the reference.
///
/// The first element of an annotation's `description` is a summary, each further one a paragraph;
/// one that begins with two blanks is shown as it is. `footer` has the lines of the examples, each
/// example beginning with a comment.
public final class CommandText {
  private CommandText() {}

  /// One line without a full stop.
  public static String summary(CommandSpec command) {
    var description = command.usageMessage().description();
    return description.length == 0 ? "" : description[0];
  }

  /// The paragraphs after the summary.
  public static List<String> paragraphs(CommandSpec command) {
    return Arrays.stream(command.usageMessage().description()).skip(1).toList();
  }

  /// The lines of the examples as they are typed, with an empty line between two examples.
  public static List<String> examples(CommandSpec command) {
    var lines = new ArrayList<String>();
    for (var line : command.usageMessage().footer()) {
      if (line.startsWith("# ") && !lines.isEmpty()) {
        lines.add("");
      }
      lines.add(line);
    }
    return lines;
  }

  /// The commands directly below a command, in the order of help.
  public static Stream<CommandSpec> children(CommandSpec command) {
    return command.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(child -> !child.usageMessage().hidden());
  }
}
