package io.spiffeaws.image;

import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;

/// The command tree as the image holds it.
///
/// @param root to be parsed by one thread
/// @param helps what `--help` prints without colour, by the command's qualified name
record PrebuiltCommands(CommandLine root, Map<String, String> helps) {
  String help(CommandLine command) {
    return Objects.requireNonNull(helps.get(command.getCommandSpec().qualifiedName()));
  }
}
