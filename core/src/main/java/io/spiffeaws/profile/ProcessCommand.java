package io.spiffeaws.profile;

import io.spiffeaws.problem.TypedCommand;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The command of a `credential_process`. botocore splits it into words as a shell would and runs
/// it without one, the SDK for Java hands it to `sh -c`; quoted so, both see the same words.
final class ProcessCommand {
  static final String SETTING = "credential_process";

  private static final Pattern OWN = Pattern.compile(".* creds process( .*)?");

  private ProcessCommand() {}

  static String text(List<String> words) {
    return words.stream().map(TypedCommand::word).collect(Collectors.joining(" "));
  }

  /// Whether it is one that this tool wrote.
  static boolean isOwn(String command) {
    return OWN.matcher(command).matches();
  }
}
