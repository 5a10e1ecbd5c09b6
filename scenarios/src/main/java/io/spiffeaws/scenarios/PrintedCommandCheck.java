package io.spiffeaws.scenarios;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Checks the hints of a command without changing anything: runs each command in them that supports
/// a dry run, in the place where the hint was printed, and requires that it is accepted.
final class PrintedCommandCheck {
  private static final PrintedCommands COMMANDS =
      new PrintedCommands(Set.of("register", "entry", "trust", "oidc", "apply", "destroy"));

  private static final int INTERNAL_ERROR = 1;
  private static final int USAGE = 2;

  private final InProcess tool;
  private final Map<String, String> environment;
  private final Path directory;

  PrintedCommandCheck(InProcess tool, Map<String, String> environment, Path directory) {
    this.tool = tool;
    this.environment = environment;
    this.directory = directory;
  }

  /// Checks all hints of a result.
  ///
  /// @param where location, for the message
  /// @throws AssertionError if a command is not accepted
  void check(Result result, String where) {
    (result.out() + result.err())
        .lines()
        .flatMap(line -> COMMANDS.in(line).stream())
        .filter(words -> !PrintedCommands.hasPlaceholder(words) && !words.contains("--help"))
        .filter(words -> !words.contains("-"))
        .forEach(words -> check(words, where));
  }

  private void check(List<String> words, String where) {
    var command = new ArrayList<>(List.of("spiffe-aws"));
    command.addAll(words);
    if (!words.contains("--dry-run")) {
      command.add("--dry-run");
    }
    var result = tool.run(command, environment, directory);
    var none =
        result.err().contains("there is no option --dry-run")
            || result.err().contains("nothing is written");
    if (!none && (result.exit() == USAGE || result.exit() == INTERNAL_ERROR)) {
      throw new AssertionError(
          "%s: a command in a hint is not accepted: %s%n%s"
              .formatted(where, String.join(" ", command), result.err()));
    }
  }
}
