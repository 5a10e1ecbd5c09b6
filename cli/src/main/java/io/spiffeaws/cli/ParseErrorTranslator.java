package io.spiffeaws.cli;

import io.spiffeaws.cli.options.NamedValue;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.text.EditDistance;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Translates parse errors to problems; picocli's own messages describe its internals.
final class ParseErrorTranslator {
  private ParseErrorTranslator() {}

  /// The problem behind a parse error. If a value's own parser rejected it, that problem with the
  /// name of the option.
  ///
  /// @param arguments the whole command line; an unknown option in it is reported first, since its
  ///   value may have been taken for the wrong argument
  static Problem of(ParameterException e, String... arguments) {
    var unknown =
        e.getArgSpec() instanceof PositionalParamSpec
            ? unknownOption(e.getCommandLine(), arguments)
            : Optional.<String>empty();
    if (unknown.isPresent()) {
      var meant = Suggestion.option(e.getCommandLine(), unknown.get());
      return new Problem.Malformed(
          "usage", noOption(unknown.get()), hint(e.getCommandLine(), meant));
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException rejected) {
        return e.getArgSpec() instanceof OptionSpec option
            ? NamedValue.rejected(rejected.problem(), option.longestName())
            : rejected.problem();
      }
    }
    return new Problem.Malformed(
        "usage",
        attached(e).map(ParseErrorTranslator::noOption).orElseGet(() -> message(e)),
        hint(e));
  }

  private static String message(ParameterException e) {
    return switch (e) {
      case UnmatchedArgumentException unmatched -> unexpected(unmatched);
      case OverwrittenOptionException twice ->
          name(twice.getOverwritten()) + " can be given only once";
      case MissingParameterException missing -> missing(missing);
      default -> e.getArgSpec() == null ? plain(e) : invalid(e.getArgSpec(), e);
    };
  }

  private static Optional<String> unknownOption(CommandLine command, String... arguments) {
    var known = command.getCommandSpec().optionsMap().keySet();
    return Arrays.stream(arguments)
        .takeWhile(word -> !word.equals("--"))
        .filter(word -> word.matches("--?[A-Za-z].*"))
        .map(word -> word.replaceFirst("=.*", ""))
        .filter(word -> !known.contains(word))
        .filter(word -> word.startsWith("--") || !known.contains(word.substring(0, 2)))
        .findFirst();
  }

  private static String hint(ParameterException e) {
    return hint(e.getCommandLine(), meant(e));
  }

  private static String hint(CommandLine commandLine, Optional<String> meant) {
    var command = commandLine.getCommandSpec().qualifiedName();
    return meant.map(word -> "did you mean " + word + "? ").orElse("")
        + "see "
        + command
        + " --help";
  }

  private static Optional<String> meant(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      var typed = unmatched.getUnmatched().getFirst().replaceFirst("=.*", "");
      return unmatched.isUnknownOption()
          ? Suggestion.option(e.getCommandLine(), typed)
          : Suggestion.optionOf(e.getCommandLine(), unmatched.getUnmatched().getFirst())
              .or(() -> Suggestion.command(e.getCommandLine(), unmatched.getUnmatched()));
    }
    return attached(e)
        .flatMap(typed -> Suggestion.option(e.getCommandLine(), typed))
        .or(() -> optionOfArgument(e))
        .or(() -> nearestValue(e));
  }

  /// The allowed value that was misspelt: `-o yml`; empty if two are equally near.
  private static Optional<String> nearestValue(ParameterException e) {
    if (!(e.getArgSpec() instanceof OptionSpec option) || e.getValue() == null) {
      return Optional.empty();
    }
    var values = allowed(option);
    return EditDistance.nearest(e.getValue(), values)
        .filter(near -> isUnique(near, e.getValue(), values))
        .map(near -> name(option) + " " + near);
  }

  private static boolean isUnique(String near, String typed, List<String> values) {
    var distance = EditDistance.between(typed, near);
    return values.stream().filter(one -> EditDistance.between(typed, one) == distance).count() == 1;
  }

  /// The values of an option that has only certain ones, else none.
  private static List<String> allowed(ArgSpec argument) {
    var constants = argument.type().getEnumConstants();
    return constants == null
        ? List.of()
        : Arrays.stream(constants).map(value -> value.toString().toLowerCase(Locale.ROOT)).toList();
  }

  /// The missing option whose value was typed as an argument: `plan chain.yaml`.
  private static Optional<String> optionOfArgument(ParameterException e) {
    return e instanceof MissingParameterException missing && missing.getMissing().size() == 1
        ? e.getCommandLine().getUnmatchedArguments().stream()
            .findFirst()
            .flatMap(value -> Suggestion.missing(name(missing.getMissing().getFirst()), value))
        : Optional.empty();
  }

  /// A long option with one dash, such as `-output`, that was read as a short one with a value.
  private static Optional<String> attached(ParameterException e) {
    return e.getArgSpec() instanceof OptionSpec option
            && e.getValue() != null
            && option.shortestName().length() == 2
            && option.longestName().equals("-" + option.shortestName() + e.getValue())
        ? Optional.of(option.shortestName() + e.getValue())
        : Optional.empty();
  }

  private static String noOption(String word) {
    return "there is no option " + word;
  }

  private static String unexpected(UnmatchedArgumentException e) {
    var word = e.getUnmatched().getFirst();
    if (e.isUnknownOption()) {
      return noOption(word.replaceFirst("=.*", ""));
    }
    var group = !e.getCommandLine().getSubcommands().isEmpty();
    return (group ? "there is no command \"" : "unexpected argument \"") + word + "\"";
  }

  private static String missing(MissingParameterException e) {
    var names =
        e.getMissing().stream().map(ParseErrorTranslator::name).collect(Collectors.joining(", "));
    var given =
        e.getMissing().size() == 1
            && e.getMissing().getFirst() instanceof OptionSpec
            && !String.valueOf(e.getMessage()).startsWith("Missing required option");
    return given
        ? names + " needs a value: " + e.getMissing().getFirst().paramLabel()
        : "missing " + names;
  }

  private static String invalid(ArgSpec argument, ParameterException e) {
    if (argument.type() == boolean.class) {
      return name(argument) + " takes no value";
    }
    var allowed = allowed(argument);
    if (allowed.isEmpty() || e.getValue() == null) {
      return plain(e);
    }
    var values = String.join(", ", allowed);
    return argument instanceof OptionSpec
        ? "invalid value \"%s\" for %s: expected one of %s"
            .formatted(e.getValue(), name(argument), values)
        : "\"%s\" is not one of %s".formatted(e.getValue(), values);
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String plain(ParameterException e) {
    var message =
        String.valueOf(e.getMessage()).lines().findFirst().orElse("the arguments cannot be read");
    return message.substring(0, 1).toLowerCase(Locale.ROOT)
        + message.substring(1).replaceFirst("is not an? (int|long)$", "is not a whole number");
  }
}
