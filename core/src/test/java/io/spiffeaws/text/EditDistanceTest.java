package io.spiffeaws.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {
  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "a, '', 1",
    "list, lint, 1",
    "kitten, sitting, 3",
    "register, regster, 1"
  })
  void countsInsertionsDeletionsAndReplacements(String one, String other, int distance) {
    assertThat(EditDistance.between(one, other)).isEqualTo(distance);
    assertThat(EditDistance.between(other, one)).isEqualTo(distance);
  }

  @ParameterizedTest
  @CsvSource({"regster, register", "lnt, lint", "rol, role", "r, ''", "ab, ''", "foo, ''"})
  void acceptsADifferenceOfAThirdOfTheLetters(String typed, String nearest) {
    assertThat(EditDistance.nearest(typed, List.of("register", "lint", "role", "rm")).orElse(""))
        .isEqualTo(nearest);
  }
}
