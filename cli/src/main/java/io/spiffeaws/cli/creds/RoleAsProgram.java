package io.spiffeaws.cli.creds;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Detects a role's ARN or an option instead of a program: `creds exec ARN -- COMMAND`, `creds exec
/// -- --role ARN COMMAND`. No program has such a name, so an option is missing or misplaced.
final class RoleAsProgram {
  private RoleAsProgram() {}

  /// @param program the words of the program
  /// @throws ProblemException malformed, with the correct command or its form
  static void reject(List<String> program, Invocation invocation) {
    var arn = program.getFirst();
    if (arn.startsWith("-")) {
      throw ProblemException.malformed(
          "option-as-program",
          "\"" + arn + "\" is an option, not a program",
          "specify options before --, and the command after it");
    }
    if (arn.startsWith("arn:")) {
      throw ProblemException.malformed(
          "role-as-program",
          "\"" + arn + "\" is the ARN of a role, not a program",
          "to run a program with credentials of that role, run: " + meant(program, invocation));
    }
  }

  private static String meant(List<String> program, Invocation invocation) {
    var words = invocation.arguments();
    var own = words.subList(0, words.size() - program.size());
    var rest = program.subList(1, program.size());
    return Stream.of(
            Stream.of("spiffe-aws"),
            own.stream().filter(word -> !word.equals("--")),
            Stream.of("--role", program.getFirst(), "--"),
            rest.isEmpty() ? Stream.of("COMMAND") : withoutDelimiter(rest))
        .flatMap(part -> part)
        .map(TypedCommand::word)
        .collect(Collectors.joining(" "));
  }

  private static Stream<String> withoutDelimiter(List<String> words) {
    return words.stream().skip(words.getFirst().equals("--") ? 1 : 0);
  }
}
