package io.spiffeaws.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// The examples in help are complete commands that the parser accepts.
class ExamplesTest {
  static Stream<CommandLine> commands() {
    return HelpDriftTest.commands();
  }

  @ParameterizedTest
  @MethodSource("commands")
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
  @MethodSource("commands")
  void theParserAcceptsEveryExample(CommandLine command) {
    var name = command.getCommandSpec().qualifiedName();
    for (var example : HelpExample.of(command)) {
      assertThat(example.calls()).as(example.text()).isNotEmpty();
      for (var call : example.calls()) {
        assertThatCode(() -> Application.commandLine(new SpiffeAws()).parseArgs(call.words()))
            .as(example.text())
            .doesNotThrowAnyException();
      }
    }
    assertThat(HelpExample.of(command)).anyMatch(example -> example.text().contains(name));
  }
}
