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
public final class GivenWords {
  /// Written by whoever calls, since a name or a variable may say it too.
  private static final Set<String> RESOLVED = Set.of("--role", "--account");

  private GivenWords() {}

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
    var words = new ArrayList<String>();
    for (var option : command.commandLine().getParseResult().matchedOptions()) {
      var name = option.longestName();
      if (names.contains(name) && !RESOLVED.contains(name)) {
        words.addAll(words(option, directory));
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
    return option.paramLabel().startsWith("FILE") ? directory.resolve(value).toString() : value;
  }
}
