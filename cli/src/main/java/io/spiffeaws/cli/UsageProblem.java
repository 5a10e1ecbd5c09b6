package io.spiffeaws.cli;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
            ? unmatched.getSuggestions()
            : List.<String>of();
    return (meant.isEmpty() ? "" : "did you mean " + meant.getFirst() + "? ")
        + "see "
        + command
        + " --help";
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
