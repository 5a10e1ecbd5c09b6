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

/// The options of a session as they were given, as words of a command that is run later, in another
/// folder and another environment.
public final class GivenOptions {
  /// Written by whoever calls, since a name or a variable may say it too.
  private static final Set<String> RESOLVED = Set.of("--role", "--account");

  /// Those of every command that count for the other one too.
  private static final Set<String> OF_EVERY_COMMAND = Set.of("--timeout");

  private GivenOptions() {}

  /// @param command the command that was parsed
  /// @param mixins the fields of it whose options are meant
  /// @param directory that relative paths begin in
  /// @throws ProblemException malformed, where a value is read from standard input, which that
  ///   command would not have
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
          option.longestName() + " - reads standard input, which a profile's command does not have",
          "name a file");
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

  /// The address of a socket is a path, or a URL, which a relative path is never part of.
  private static String socket(String value, Path directory) {
    return value.contains(":") ? value : directory.resolve(value).toString();
  }
}
