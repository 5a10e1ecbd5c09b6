package io.spiffeaws.profile;

import io.spiffeaws.problem.TypedCommand;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The command of a `credential_process`. botocore splits it into words as a shell does and runs it
/// without a shell. The SDK for Java passes it to `sh -c`. With this quoting both get the same
/// words.
final class ProcessCommand {
  static final String SETTING = "credential_process";

  private static final Pattern OWN = Pattern.compile(".* creds process( .*)?");

  private ProcessCommand() {}

  static String text(List<String> words) {
    return words.stream().map(TypedCommand::word).collect(Collectors.joining(" "));
  }

  /// Whether this tool wrote the command.
  static boolean isOwn(String command) {
    return OWN.matcher(command).matches();
  }
}
