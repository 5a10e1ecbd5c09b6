package io.spiffeaws.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class RunsProgramTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          creds exec --role R ./kubectl get pods -o json | ./kubectl get pods -o json
          creds exec --role R -- ./kubectl -o json | ./kubectl -o json
          creds exec kubectl --role R | kubectl --role R
          creds exec --role R make -- -q --help | make -- -q --help
          creds exec -- -odd --name | -odd --name
          creds exec --quiet --refresh sh -c exit | sh -c exit
          creds exec sh creds exec | sh creds exec
          jwt watch --out t nginx --out u -q | nginx --out u -q
          jwt watch --out t | ''
          sandbox run kubectl get -o json | kubectl get -o json
          sandbox run --timeout 5s aws s3 ls --debug | aws s3 ls --debug
          """)
  void optionsEndAtTheFirstWordThatIsNotAnOption(String line, String program) {
    assertThat(((RunsProgram) leaf(line).getCommand()).program()).isEqualTo(words(program));
  }

  private static List<String> words(String program) {
    return program.isEmpty() ? List.of() : Arrays.asList(program.split(" "));
  }

  @Test
  void theSynopsisShowsWhereOptionsEnd() {
    assertThat(synopsis("creds exec sh"))
        .containsExactly("spiffe-aws creds exec [OPTION...] [--] COMMAND [ARG...]");
    assertThat(synopsis("jwt watch --out t"))
        .containsExactly("spiffe-aws jwt watch --out FILE... [OPTION...] [[--] COMMAND [ARG...]]");
  }

  private static String[] synopsis(String line) {
    return leaf(line).getCommandSpec().usageMessage().customSynopsis();
  }

  private static CommandLine leaf(String line) {
    return Application.commandLine(new SpiffeAws())
        .parseArgs(line.split(" "))
        .asCommandLineList()
        .getLast();
  }
}
