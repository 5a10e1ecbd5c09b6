package io.spiffeaws.cli;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// A mistake in the arguments, in words of our own; the parser's speak of its workings.
final class UsageProblem {
  private UsageProblem() {}

  /// Where a value's own reader refused it, what that said.
  static Problem of(ParameterException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException refused) {
        return refused.problem();
      }
    }
    return new Problem.Malformed("usage", message(e), hint(e));
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

  private static String hint(ParameterException e) {
    var command = e.getCommandLine().getCommandSpec().qualifiedName();
    var meant =
        e instanceof UnmatchedArgumentException unmatched
            ? meant(unmatched)
            : Optional.<String>empty();
    return meant.map(word -> "did you mean " + word + "? ").orElse("")
        + "see "
        + command
        + " --help";
  }

  /// The word nearest to what was typed; none where none is near.
  private static Optional<String> meant(UnmatchedArgumentException e) {
    var typed = e.getUnmatched().getFirst().replaceFirst("=.*", "");
    var commands = e.getCommandLine().getSubcommands().keySet();
    var words =
        e.isUnknownOption() ? e.getCommandLine().getCommandSpec().optionsMap().keySet() : commands;
    return words.stream()
        .min(
            Comparator.<String>comparingInt(word -> distance(typed, word))
                .thenComparing(word -> word))
        .filter(word -> distance(typed, word) <= Math.max(1, typed.length() / 3));
  }

  /// How many letters must be put in, taken out or changed (Levenshtein).
  private static int distance(String one, String other) {
    var row = new int[other.length() + 1];
    Arrays.setAll(row, at -> at);
    for (var i = 1; i <= one.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (var j = 1; j <= other.length(); j++) {
        var changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }

  private static String unexpected(UnmatchedArgumentException e) {
    var word = e.getUnmatched().getFirst();
    if (e.isUnknownOption()) {
      return "there is no option " + word.replaceFirst("=.*", "");
    }
    var group = !e.getCommandLine().getSubcommands().isEmpty();
    return (group ? "there is no command \"" : "unexpected argument \"") + word + "\"";
  }

  private static String missing(MissingParameterException e) {
    var names = e.getMissing().stream().map(UsageProblem::name).collect(Collectors.joining(", "));
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
    var allowed = argument.type().getEnumConstants();
    if (allowed == null || e.getValue() == null) {
      return plain(e);
    }
    var values =
        Arrays.stream(allowed)
            .map(value -> value.toString().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return argument instanceof OptionSpec
        ? "%s takes %s, not \"%s\"".formatted(name(argument), values, e.getValue())
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
