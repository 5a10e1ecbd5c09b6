package io.spiffeaws.cli.options;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The text of a value, and the option or variable that it came from.
///
/// @param name `--wait`, or `SPIFFE_AWS_WAIT (--wait)` for a variable that replaces an option
public record NamedValue(String text, String name) {
  /// The message of a parser that rejects a value, with the expected form.
  private static final Pattern REJECTION = Pattern.compile("(?s)\"(.*?)\" is not (an? |the )(.*)");

  /// A message that only says what is invalid, perhaps with the expected form.
  private static final Pattern INVALID =
      Pattern.compile("(?s)invalid [A-Za-z0-9 ]+ \"(.*?)\"((?:: .*)?)");

  /// @throws ProblemException if the parser does; the message of a malformed value has the name
  public <T> T parse(Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (ProblemException e) {
      throw new ProblemException(rejected(e.problem(), name), e);
    }
  }

  /// The problem with a value, with the source of the value in its message.
  public static Problem rejected(Problem problem, String name) {
    return problem instanceof Problem.Malformed(var code, var message, var hint)
        ? new Problem.Malformed(code, message(message, name), hint)
        : problem;
  }

  private static String message(String message, String name) {
    var rejection = REJECTION.matcher(message);
    if (rejection.matches()) {
      return "invalid value \"%s\" for %s: expected %s%s"
          .formatted(rejection.group(1), name, rejection.group(2), rejection.group(3));
    }
    var invalid = INVALID.matcher(message);
    return invalid.matches()
        ? "invalid value \"%s\" for %s%s".formatted(invalid.group(1), name, invalid.group(2))
        : "invalid value for " + name + ": " + message;
  }
}
