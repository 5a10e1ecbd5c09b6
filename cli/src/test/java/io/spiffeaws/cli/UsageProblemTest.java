package io.spiffeaws.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.problem.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.ParameterException;

class UsageProblemTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          regster | there is no command "regster" | did you mean register? see spiffe-aws --help
          foo | there is no command "foo" | see spiffe-aws --help
          --no-such-flag | there is no option --no-such-flag | see spiffe-aws --help
          jwt fetch surplus | unexpected argument "surplus" | see spiffe-aws jwt fetch --help
          jwt fetch --audiense=x | there is no option --audiense | did you mean --audience? see spiffe-aws jwt fetch --help
          jwt fetch --audience a --audience b | --audience can be given only once | see spiffe-aws jwt fetch --help
          jwt fetch --audience | --audience needs a value: AUDIENCE | see spiffe-aws jwt fetch --help
          entry show | missing ENTRY-ID | see spiffe-aws entry show --help
          entry list --match all | --match takes superset, subset, exact, any, not "all" | see spiffe-aws entry list --help
          entry list --output yaml | --output takes text, json, not "yaml" | see spiffe-aws entry list --help
          creds env --shell csh | --shell takes sh, fish, powershell, dotenv, github, not "csh" | see spiffe-aws creds env --help
          trust policy spiffe://a/b --issuer https://i.example.org | missing --account | see spiffe-aws trust policy --help
          jwt fetch --quiet=maybe | --quiet takes no value | see spiffe-aws jwt fetch --help
          completion csh | "csh" is not one of bash, zsh, fish | see spiffe-aws completion --help
          jwt fetch --timeout never | "never" is not a duration | write it as 90s, 15m, 1h30m, or whole seconds
          """)
  void aMistakeIsToldInPlainWords(String line, String message, String hint) {
    var mistake =
        catchThrowableOfType(
            ParameterException.class,
            () -> Application.commandLine(new SpiffeAws()).parseArgs(line.split(" ")));
    assertThat(UsageProblem.of(mistake))
        .isInstanceOf(Problem.Malformed.class)
        .extracting(Problem::message, Problem::hint)
        .containsExactly(message, hint);
  }
}
