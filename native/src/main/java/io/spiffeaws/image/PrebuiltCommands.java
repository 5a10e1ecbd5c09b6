package io.spiffeaws.image;

import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;

/// The command tree in the image.
///
/// @param root may be used by one thread only
/// @param helps output of `--help` without colour, by the command's qualified name
record PrebuiltCommands(CommandLine root, Map<String, String> helps) {
  String help(CommandLine command) {
    return Objects.requireNonNull(helps.get(command.getCommandSpec().qualifiedName()));
  }
}
