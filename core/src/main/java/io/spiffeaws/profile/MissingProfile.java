package io.spiffeaws.profile;

import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.text.EditDistance;
import java.util.List;

/// Hints for a profile that does not exist.
final class MissingProfile {
  private static final int MOST = 10;

  private MissingProfile() {}

  /// Returns the hint: the nearest name, else the names to choose from.
  ///
  /// @param names of all profiles
  /// @param variables that specify other files than those in `~/.aws`
  static String hint(String name, List<String> names, List<String> variables) {
    return EditDistance.nearest(name, names)
        .map(near -> TypedCommand.of("did you mean %s?", near))
        .orElseGet(() ->
            names.isEmpty()
                ? missing(name, variables)
                : "choose one of " + String.join(", ", shown(names)) + more(names));
  }

  private static String missing(String name, List<String> variables) {
    return variables.isEmpty()
        ? TypedCommand.of("to create it, run: aws configure --profile %s", name)
        : "to read the files in ~/.aws instead, run: unset " + String.join(" ", variables);
  }

  private static List<String> shown(List<String> names) {
    return names.stream().limit(MOST).map(TypedCommand::word).toList();
  }

  private static String more(List<String> names) {
    return names.size() > MOST ? " and %d more".formatted(names.size() - MOST) : "";
  }
}
