package io.spiffeaws.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.spiffeaws.spire.CommandWords;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// The examples in help are complete commands that the parser accepts.
class ExamplesTest {
  private static final Pattern PROGRAM = Pattern.compile("(?<![\\w/-])spiffe-aws (?=[a-z])");
  private static final String SHELL = "|<>;&)";

  static Stream<CommandLine> leaves() {
    return HelpDriftTest.commands().filter(command -> command.getSubcommands().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void everyCommandHasTwoOrThreeExamples(CommandLine command) {
    var lines = List.of(command.getCommandSpec().usageMessage().footer());
    assertThat(lines.stream().filter(line -> line.startsWith("# ")))
        .as(command.getCommandSpec().qualifiedName())
        .hasSizeBetween(2, 3)
        .allMatch(line -> line.length() <= 80 && !line.endsWith("."));
    assertThat(lines).first().asString().startsWith("# ");
    assertThat(lines).allMatch(line -> line.length() <= HelpText.COLUMNS - 2);
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void theParserAcceptsEveryExample(CommandLine command) {
    var name = command.getCommandSpec().qualifiedName();
    for (var example : examples(command)) {
      var calls = calls(example);
      assertThat(calls).as(example).isNotEmpty();
      for (var call : calls) {
        var words = CommandWords.split(call);
        assertThatCode(() ->
                Application.commandLine(new SpiffeAws())
                    .parseArgs(words.subList(1, words.size()).toArray(String[]::new)))
            .as(call)
            .doesNotThrowAnyException();
      }
    }
    assertThat(String.join("\n", examples(command))).contains(name);
  }

  /// The commands of each example, with continued lines joined.
  private static List<String> examples(CommandLine command) {
    var text = String.join("\n", command.getCommandSpec().usageMessage().footer());
    return Stream.of(text.replace("\\\n", " ").split("(?m)^# .*\n"))
        .filter(example -> !example.isBlank())
        .toList();
  }

  /// Every call of this program in a shell command, up to the next operator of the shell.
  private static List<String> calls(String example) {
    var calls = new ArrayList<String>();
    for (var line : example.lines().toList()) {
      PROGRAM
          .matcher(line)
          .results()
          .forEach(call -> calls.add(line.substring(call.start(), end(line, call.start()))));
    }
    return calls;
  }

  private static int end(String line, int from) {
    var quoted = false;
    for (var at = from; at < line.length(); at++) {
      if (line.charAt(at) == '\'') {
        quoted = !quoted;
      } else if (!quoted && SHELL.indexOf(line.charAt(at)) >= 0) {
        return at;
      }
    }
    return line.length();
  }
}
