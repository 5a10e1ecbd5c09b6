package io.spiffeaws.cli.options;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The text of a value, and the option or variable that it came from.
///
/// @param name `--wait`, or `SPIFFE_AWS_WAIT (--wait)` for a variable in the place of an option
public record NamedValue(String text, String name) {
  /// How parsers reject a value: what it was expected to be follows.
  private static final Pattern REJECTION = Pattern.compile("(?s)\"(.*?)\" is not (an? |the )(.*)");

  /// @throws ProblemException as the parser does, with the name in its message if it is malformed
  public <T> T parse(Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (ProblemException e) {
      throw new ProblemException(rejected(e.problem(), name), e);
    }
  }

  /// The problem with a value, with where the value came from.
  public static Problem rejected(Problem problem, String name) {
    return problem instanceof Problem.Malformed(var code, var message, var hint)
        ? new Problem.Malformed(code, message(message, name), hint)
        : problem;
  }

  private static String message(String message, String name) {
    var rejection = REJECTION.matcher(message);
    return rejection.matches()
        ? "invalid value \"%s\" for %s: expected %s%s"
            .formatted(rejection.group(1), name, rejection.group(2), rejection.group(3))
        : "invalid value for " + name + ": " + message;
  }
}
