package io.spiffeaws.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalWidthTest {
  @ParameterizedTest
  @CsvSource({
    "'', 132, 90, 132",
    "'', 0, 90, 90",
    "'', 0, 0, 80",
    "'', 3, 0, 80",
    "120, 132, 90, 120",
    "0, 132, 90, 132",
    "5, 132, 90, 132",
    "010, 132, 90, 132",
    "123456, 132, 90, 132",
    "wide, 132, 90, 132"
  })
  void variableComesBeforeOutputAndOutputBeforeErrors(
      String variable, int output, int errors, int expected) {
    var sizes = Map.of(1, output, 2, errors);
    TerminalCalls calls = descriptor -> sizes.getOrDefault(descriptor, 1000);
    assertThat(TerminalWidth.columns(variable, () -> Optional.of(calls), Optional::empty))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"'24 132\n', 132", "'24 7\n', 80", "'0 0\n', 80", "'stty: no', 80", "'', 80"})
  void withoutTheCallTheWidthIsThatOfStty(String size, int expected) {
    assertThat(TerminalWidth.columns("", Optional::empty, () -> Optional.of(size)))
        .isEqualTo(expected);
    assertThat(TerminalWidth.columns("", Optional::empty, Optional::empty)).isEqualTo(80);
  }

  @Test
  void terminalIsNotAskedIfTheVariableIsSet() {
    assertThat(
            TerminalWidth.columns(
                "70",
                () -> {
                  throw new AssertionError();
                },
                Optional::empty))
        .isEqualTo(70);
  }

  /// A descriptor that no process has.
  @Test
  void callReportsThatADescriptorIsNotATerminal() {
    assertThat(TerminalLibrary.calls().orElseThrow().columns(-1)).isZero();
  }
}
