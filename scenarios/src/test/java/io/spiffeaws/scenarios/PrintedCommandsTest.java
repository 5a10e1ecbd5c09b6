package io.spiffeaws.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.cli.Application;
import io.spiffeaws.cli.SpiffeAws;
import io.spiffeaws.scenarios.Scenario.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Tests that the tool accepts every command that it prints in a hint.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrintedCommandsTest {
  private static final Map<String, String> VALUES =
      Map.of(
          "ACCOUNT", "123456789012",
          "ISSUER", "https://oidc.example.org",
          "PROVIDER", "arn:aws:iam::123456789012:oidc-provider/oidc.example.org",
          "SERVER", "localhost:8081",
          "TMP", "/tmp/scenario",
          "UID_", "1000");

  private final CommandLine tree = Application.commandLine(new SpiffeAws());
  private final PrintedCommands printed = new PrintedCommands(tree.getSubcommands().keySet());

  static List<Path> scenarios() throws IOException {
    try (var files = Files.walk(Path.of("src/scenarios"))) {
      return files.filter(file -> file.toString().endsWith(".scenario")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void everyCommandInAHintIsAccepted(Path scenario) throws IOException {
    var faults = new ArrayList<String>();
    for (var step : ScenarioText.read(scenario).steps()) {
      if (step instanceof Run run) {
        lines(run).forEach(line -> faults(line).forEach(why -> faults.add(line + ": " + why)));
      }
    }
    assertThat(faults).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spiffe-aws: hint: create it: spiffe-aws trust provider create https://i | trust provider create https://i
          spiffe-aws: hint: did you mean x? see spiffe-aws trust --help | trust --help
          spiffe-aws: hint: see spiffe-aws entry list, or register one | entry list
          spiffe-aws: hint: delete it: spiffe-aws creds cache clear; then chmod 700 the folder | creds cache clear
          {"error":{"code":"c","message":"m","hint":"run: spiffe-aws jwt fetch"}} | jwt fetch
          """)
  void aCommandEndsAtTheNextPartOfTheSentence(String line, String command) {
    assertThat(printed.in(line)).containsExactly(List.of(command.split(" ")));
  }

  @Test
  void anUnknownCommandIsFound() {
    assertThat(faults("spiffe-aws: hint: run: spiffe-aws trust add-sub app --no-such-flag"))
        .hasSize(1);
    assertThat(faults("spiffe-aws: hint: run: spiffe-aws trust remove-sub ROLE NOSUCH")).hasSize(1);
    assertThat(faults("spiffe-aws: hint: the path of spiffe-aws with --program")).isEmpty();
  }

  static Stream<String> lines(Run run) {
    return Stream.concat(run.expected().out().stream(), run.expected().err().stream());
  }

  private List<String> faults(String line) {
    var text = new VariableBindings(VALUES).expand(line).replaceAll("<[a-z*]+>", "x");
    return printed.in(text).stream().map(this::fault).flatMap(Optional::stream).toList();
  }

  private Optional<String> fault(List<String> words) {
    try {
      tree.parseArgs(PrintedCommands.filled(words).toArray(String[]::new));
      return Optional.empty();
    } catch (ParameterException | IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
