package io.spiffeaws.spire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '%',
      value = {
        "kubectl exec -i x -- spire-server > kubectl|exec|-i|x|--|spire-server",
        "%  a \t b  % > a|b",
        "a 'b c' \"d e\" > a|b c|d e",
        "a\\ b c > a b|c",
        "\"a\\\"b\" '\\' > a\"b|\\",
        "a'b'\"c\" > abc",
        "a '' > %a|%",
        "$HOME `x` > $HOME|`x`"
      })
  void splitsLikeAShellWithoutExpansion(String text, String words) {
    assertThat(CommandWords.split(text)).isEqualTo(List.of(words.split("\\|", -1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a 'b", "a \"b", "a\\", "'' b"})
  void rejectsInvalidCommands(String text) {
    assertThatThrownBy(() -> CommandWords.split(text))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.Malformed.class));
  }
}
