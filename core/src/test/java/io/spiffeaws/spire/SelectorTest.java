package io.spiffeaws.spire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {
  @ParameterizedTest
  @CsvSource({
    "unix:uid:1000, unix, uid:1000",
    "k8s:ns:prod, k8s, ns:prod",
    "a::, a, :",
    "spiffe_id:spiffe://example.org/x, spiffe_id, spiffe://example.org/x"
  })
  void splitsAtFirstColon(String text, String type, String value) {
    assertThat(Selector.parse(text)).isEqualTo(new Selector(type, value)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unix", ":uid:1000", "unix:"})
  void rejectsMissingTypeOrValue(String text) {
    assertThatThrownBy(() -> Selector.parse(text))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.Malformed.class))
        .hasMessageContaining("not a selector");
  }
}
