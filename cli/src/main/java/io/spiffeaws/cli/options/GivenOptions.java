package io.spiffeaws.cli.options;

import io.spiffeaws.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Turns the specified options of a session into words of a command that runs later, in another
/// directory and another environment.
public final class GivenOptions {
  /// Written by the caller, since a name or a variable may specify it too.
  private static final Set<String> RESOLVED =
      Set.of("--role", "--account", RolesAnywhereOptions.ANCHOR, RolesAnywhereOptions.PROFILE);

  /// Global options that apply to that command too.
  private static final Set<String> OF_EVERY_COMMAND = Set.of("--timeout");

  private GivenOptions() {}

  /// @param command the command that was parsed
  /// @param mixins the fields of it that hold the options
  /// @param directory that relative paths are resolved against
  /// @throws ProblemException malformed, if a value is read from standard input, which that command
  ///   does not have
  public static List<String> of(CommandSpec command, List<String> mixins, Path directory) {
    var names =
        mixins.stream()
            .map(mixin -> Objects.requireNonNull(command.mixins().get(mixin)))
            .flatMap(options -> options.optionsMap().keySet().stream())
            .collect(Collectors.toSet());
    names.removeAll(RESOLVED);
    names.addAll(OF_EVERY_COMMAND);
    var words = new ArrayList<String>();
    for (var line = command.commandLine(); line != null; line = line.getParent()) {
      for (var option : line.getParseResult().matchedOptions()) {
        if (names.remove(option.longestName())) {
          words.addAll(words(option, directory));
        }
      }
    }
    return words;
  }

  private static List<String> words(OptionSpec option, Path directory) {
    var words = new ArrayList<String>();
    for (var value : option.originalStringValues()) {
      words.add(option.longestName());
      if (option.arity().max() > 0) {
        words.add(absolute(option, value, directory));
      }
    }
    return words;
  }

  private static String absolute(OptionSpec option, String value, Path directory) {
    if (value.equals("-")) {
      throw ProblemException.malformed(
          "no-standard-input",
          option.longestName()
              + " - reads standard input, which the command of a profile does not have",
          "specify a file");
    }
    if (value.startsWith("@")) {
      return "@" + directory.resolve(value.substring(1));
    }
    return switch (option.paramLabel()) {
      case String label when label.startsWith("FILE") -> directory.resolve(value).toString();
      case "ADDRESS" -> socket(value, directory);
      default -> value;
    };
  }

  /// The absolute form of a socket address, which is a path or a URL.
  private static String socket(String value, Path directory) {
    return value.contains(":") ? value : directory.resolve(value).toString();
  }
}
