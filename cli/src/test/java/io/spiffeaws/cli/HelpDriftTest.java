package io.spiffeaws.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.cli.console.Console;
import io.spiffeaws.cli.golden.GoldenDirectory;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

class HelpDriftTest {
  private static final Map<String, String> VARIABLES =
      Map.ofEntries(
          Map.entry("--workload-socket", "SPIFFE_ENDPOINT_SOCKET"),
          Map.entry("--server-socket", "SPIRE_SERVER_SOCKET"),
          Map.entry("--server-address=HOST:PORT", "SPIRE_SERVER_ADDRESS"), // render has another
          Map.entry("--server-exec", "SPIRE_SERVER_EXEC"),
          Map.entry("--foreign-prefix", "SPIRE_FOREIGN_PREFIX"),
          Map.entry("--issuer", "SPIFFE_AWS_ISSUER"),
          Map.entry("--role", "AWS_ROLE_ARN"),
          Map.entry("--audience", "SPIFFE_AWS_AUDIENCE"),
          Map.entry("--session-name", "AWS_ROLE_SESSION_NAME"),
          Map.entry("--timeout", "SPIFFE_AWS_TIMEOUT"),
          Map.entry("--wait", "SPIFFE_AWS_WAIT"),
          Map.entry("--region", "AWS_REGION"),
          Map.entry("--profile", "AWS_PROFILE"));

  static Stream<CommandLine> commands() {
    return all(Application.commandLine(new SpiffeAws()));
  }

  private static Stream<CommandLine> all(CommandLine command) {
    return Stream.concat(
        Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpDriftTest::all));
  }

  @Test
  void eachCommandHasItsGoldenHelp() {
    var helps = new HashMap<String, String>();
    commands()
        .forEach(command ->
            helps.put(
                command.getCommandSpec().qualifiedName("_") + ".txt",
                command.getUsageMessage(Ansi.OFF)));

    GoldenDirectory.of("src/test/resources/golden/help", ".*").holdsJust(helps);
  }

  /// The program builds no more of the tree than it shows.
  @ParameterizedTest
  @MethodSource("commands")
  void whoAsksForHelpSeesThat(CommandLine command) {
    var out = new ByteArrayOutputStream();
    var console =
        new Console(
            InputStream.nullInputStream(), out, out, false, false, 100, Map.of(), Path.of("/"));
    var words = command.getCommandSpec().qualifiedName(" ").split(" ");
    var asked = Arrays.copyOfRange(words, 1, words.length + 1);
    asked[words.length - 1] = "--help";

    assertThat(new Application(console, Clock.systemUTC(), _ -> {}).run(asked)).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo(command.getUsageMessage(Ansi.OFF));
  }

  /// To look for subcommands among its methods is a fifth of what reading a command costs.
  @ParameterizedTest
  @MethodSource("commands")
  void noCommandHasMethodsForSubcommands(CommandLine command) {
    assertThat(command.getCommand().getClass().getAnnotation(Command.class).addMethodSubcommands())
        .isFalse();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void eachCommandSaysWhatItDoes(CommandLine command) {
    assertThat(command.getCommandSpec().usageMessage().description())
        .as(command.getCommandSpec().qualifiedName())
        .isNotEmpty()
        .doesNotContainNull();
    assertThat(command.getCommandSpec().usageMessage().description()[0])
        .as("first line of " + command.getCommandSpec().qualifiedName())
        .matches("(?s)\\p{Lu}.*[.\")]");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void eachOptionAndArgumentIsDescribed(CommandLine command) {
    for (var argument : command.getCommandSpec().args()) {
      assertThat(description(argument))
          .as(command.getCommandSpec().qualifiedName() + " " + name(argument))
          .matches("(?s)\\p{Lu}.*[.\")]");
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void eachOptionNamesTheVariableThatStandsInForIt(CommandLine command) {
    for (var option : command.getCommandSpec().options()) {
      assertThat(description(option))
          .as(command.getCommandSpec().qualifiedName() + " " + name(option))
          .contains(VARIABLES.getOrDefault(name(option), ""))
          .contains(VARIABLES.getOrDefault(name(option) + "=" + option.paramLabel(), ""));
    }
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String description(ArgSpec argument) {
    return String.join("\n", Arrays.asList(argument.description()));
  }
}
