package io.spiffeaws.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.problem.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;

class ParseErrorTranslatorTest {
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
          entry list --match all | invalid value "all" for --match: expected one of superset, subset, exact, any | see spiffe-aws entry list --help
          entry list --output xml | invalid value "xml" for --output: expected one of text, wide, json, yaml | see spiffe-aws entry list --help
          entry list -o yml | invalid value "yml" for --output: expected one of text, wide, json, yaml | did you mean --output yaml? see spiffe-aws entry list --help
          creds env --shell csh | invalid value "csh" for --shell: expected one of sh, bash, zsh, fish, powershell, dotenv, github | see spiffe-aws creds env --help
          trust role create app --issuer https://i.example.org | missing --sub | see spiffe-aws trust role create --help
          jwt fetch --quiet=maybe | --quiet takes no value | see spiffe-aws jwt fetch --help
          completion csh | "csh" is not one of bash, zsh, fish | see spiffe-aws completion --help
          jwt fetch --timeout never | invalid value "never" for --timeout: expected a duration such as 90s, 15m or 1h30m | use a unit, as in 90s; a number without a unit is in seconds
          """)
  void aMistakeHasAMessageAndAHint(String line, String message, String hint) {
    var mistake =
        catchThrowableOfType(
            ParameterException.class,
            () -> Application.commandLine(new SpiffeAws()).parseArgs(line.split(" ")));
    assertThat(ParseErrorTranslator.of(mistake, line.split(" ")))
        .isInstanceOf(Problem.Malformed.class)
        .extracting(Problem::message, Problem::hint)
        .containsExactly(message, hint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          creds env --role-arn x | --role
          creds get --role-session-name x | --session-name
          creds get --duration-seconds 900 | --duration
          creds get --web-identity-token-file f | --token-file
          trust role show --role-name x | the argument ROLE
          jwt fetch -socketPath /s | --workload-socket
          entry list -socketPath /s | --server-socket
          entry list -spiffeID spiffe://a/b | --spiffe-id
          register -spiffeID spiffe://a/b | the argument ID
          register -parentID spiffe://a/b | --parent-id
          register -jwtSVIDTTL 5 | --jwt-svid-ttl
          register -x509SVIDTTL=5 | --x509-svid-ttl
          register -data f | --file
          entry list -output json | --output
          jwt fetch --verbose | --debug
          jwt fetch -v | --debug
          jwt fetch --json | --output json
          trust provider create --url https://i | the argument ISSUER-URL
          exec | creds exec
          login | creds env
          lint | trust lint
          fetch | jwt fetch or x509 fetch
          x509 get | x509 fetch
          validat | jwt validate
          entry create | register
          jwt get | jwt fetch
          jwt decode | jwt inspect
          jwt verify | jwt validate
          trust list | trust provider list or trust anchor list or trust profile list or trust role list
          trust lst | trust provider list or trust anchor list or trust profile list or trust role list
          trust lnt | lint
          trust addsub | add-sub
          role list | trust role
          register --ttl 5m | --jwt-svid-ttl or --x509-svid-ttl
          trust check s3-app spiffe://a/b | --sub spiffe://a/b
          trust role create s3-app spiffe://a/b | --sub spiffe://a/b
          plan chain.yaml | --file chain.yaml
          apply chain.yaml | --file chain.yaml
          register spiffe://a/b unix:uid:0 | --selector unix:uid:0
          """)
  void aWordOfAnotherToolSuggestsOurs(String line, String meant) {
    assertThat(hint(line)).startsWith("did you mean " + meant + "? see spiffe-aws ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jwt fetch -r",
        "jwt fetch -x",
        "jwt fetch --no-such-flag",
        "list",
        "foo",
        "trust foo",
        "entry abc",
        "jwt fetch --xyz"
      })
  void aDistantWordSuggestsNothing(String line) {
    assertThat(hint(line)).startsWith("see spiffe-aws");
  }

  private static String hint(String line) {
    var mistake =
        catchThrowableOfType(
            ParameterException.class,
            () -> Application.commandLine(new SpiffeAws()).parseArgs(line.split(" ")));
    return ParseErrorTranslator.of(mistake, line.split(" ")).hint();
  }
}
