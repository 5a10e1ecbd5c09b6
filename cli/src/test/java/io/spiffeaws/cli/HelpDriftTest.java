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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

  /// Options of the same names that no variable replaces.
  private static final Set<String> WITHOUT_VARIABLE =
      Set.of(
          "spiffe-aws jwt validate --issuer",
          "spiffe-aws creds file --profile",
          "spiffe-aws trust profile create --role"); // one of them is not the role of the caller

  private static final int LONGEST_PHRASE = 80;
  private static final String PHRASE = "\\p{Lu}.*[^.]";
  private static final String METADATA =
      "(?!$)(\\[env: [A-Z0-9_]+(, [A-Z0-9_]+)*](?= |$))? ?(\\[default: [^\\[\\]]+])?";

  static Stream<CommandLine> commands() {
    return all(Application.commandLine(new SpiffeAws()));
  }

  private static Stream<CommandLine> all(CommandLine command) {
    return Stream.concat(
        Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpDriftTest::all));
  }

  @Test
  void everyCommandHasItsGoldenHelp() {
    var helps = new HashMap<String, String>();
    commands()
        .forEach(command ->
            helps.put(
                command.getCommandSpec().qualifiedName("_") + ".txt", HelpText.plain(command)));

    GoldenDirectory.of("src/test/resources/golden/help", ".*").holdsJust(helps);
  }

  /// The program builds only the part of the tree that it shows.
  @ParameterizedTest
  @MethodSource("commands")
  void theProgramPrintsTheGoldenHelp(CommandLine command) {
    var out = new ByteArrayOutputStream();
    var console =
        new Console(
            InputStream.nullInputStream(), out, out, false, false, 100, Map.of(), Path.of("/"));
    var words = command.getCommandSpec().qualifiedName(" ").split(" ");
    var asked = Arrays.copyOfRange(words, 1, words.length + 1);
    asked[words.length - 1] = "--help";

    assertThat(new Application(console, Clock.systemUTC(), _ -> {}).run(asked)).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo(HelpText.plain(command));
  }

  /// The search for subcommands among methods takes a fifth of the time to read a command.
  @ParameterizedTest
  @MethodSource("commands")
  void noCommandHasMethodsForSubcommands(CommandLine command) {
    assertThat(command.getCommand().getClass().getAnnotation(Command.class).addMethodSubcommands())
        .isFalse();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasASummaryThatFitsOneLine(CommandLine command) {
    var spec = command.getCommandSpec();
    assertThat(CommandText.summary(spec))
        .as(spec.qualifiedName())
        .matches(PHRASE)
        .hasSizeLessThanOrEqualTo(LONGEST_PHRASE);
    assertThat(CommandText.paragraphs(spec))
        .allMatch(text -> text.matches("\\p{Lu}.*[.:]|  .*|--.*\\."));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyOptionAndArgumentHasAPhraseAndMetadata(CommandLine command) {
    for (var argument : command.getCommandSpec().args()) {
      assertThat(ArgumentText.phrase(argument))
          .as(command.getCommandSpec().qualifiedName() + " " + name(argument))
          .matches(PHRASE)
          .hasSizeLessThanOrEqualTo(LONGEST_PHRASE);
      assertThat(Arrays.stream(argument.description()).skip(1).toList())
          .as(command.getCommandSpec().qualifiedName() + " " + name(argument))
          .hasSizeLessThanOrEqualTo(1)
          .allMatch(text -> text.matches(METADATA));
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyOptionNamesItsEnvironmentVariable(CommandLine command) {
    for (var option : command.getCommandSpec().options()) {
      var path = command.getCommandSpec().qualifiedName() + " " + name(option);
      if (!WITHOUT_VARIABLE.contains(path)) {
        assertThat(String.join(" ", ArgumentText.variables(option)))
            .as(path)
            .contains(VARIABLES.getOrDefault(name(option), ""))
            .contains(VARIABLES.getOrDefault(name(option) + "=" + option.paramLabel(), ""));
      }
    }
  }

  @Test
  void helpIsAsWideAsTheTerminalUpToItsMaximum() {
    for (var columns : List.of(60, 80, 100, 200)) {
      var help = HelpText.of(command("creds serve"), Ansi.OFF, columns);
      assertThat(help.lines().takeWhile(line -> !line.startsWith("A map has")))
          .allMatch(line -> line.length() <= Math.min(columns, HelpText.MOST_COLUMNS));
      assertThat(help).contains("[default: 127.0.0.1:9911]", "sts.amazonaws.com");
    }
  }

  @Test
  void colourDoesNotChangeTheText() {
    var help = HelpText.of(command("creds serve"), Ansi.ON, HelpText.COLUMNS);
    assertThat(help).contains("\u001b[");
    assertThat(help.replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(HelpText.plain(command("creds serve")));
  }

  @Test
  void optionsAreInGroupsAndRequiredOnesAreFirst() {
    var help = HelpText.plain(command("render workload"));
    assertThat(help.substring(help.indexOf("\nOptions:\n")))
        .matches("(?s)\nOptions:\n  -f, --file=FILE .*\\(required\\)\n {6}--program.*");
    assertThat(HelpText.plain(command("doctor")).lines().filter(line -> line.matches("\\S.*:")))
        .containsExactly(
            "Options:", "SPIRE agent:", "SPIRE server:", "AWS:", "Global options:", "Examples:");
    assertThat(HelpText.plain(command("trust")).lines().filter(line -> line.matches("\\S.*:")))
        .containsExactly("Commands:", "Global options:", "Examples:");
  }

  private static CommandLine command(String path) {
    var command = Application.commandLine(new SpiffeAws());
    for (var word : path.split(" ", -1)) {
      command = Objects.requireNonNull(command.getSubcommands().get(word));
    }
    return command;
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
