package io.spiffeaws.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InheritedDescriptorsTest {
  @ParameterizedTest
  @CsvSource({
    "'', '', 3",
    "3, '', 4",
    "'3 4', '', 5",
    "5, '3 4', 6",
    "'7 4', '3 5 6', 8",
    "'4 4', '3', 5"
  })
  void allOtherNumbersAboveTwoAreGapsOrAtTheEnd(String inherited, String gaps, int end) {
    var descriptors = new InheritedDescriptors(numbers(inherited));
    assertThat(descriptors.gaps().mapToObj(Integer::toString).collect(Collectors.joining(" ")))
        .isEqualTo(gaps);
    assertThat(descriptors.end()).isEqualTo(end);
  }

  private static List<Integer> numbers(String text) {
    return Arrays.stream(text.split(" "))
        .filter(number -> !number.isEmpty())
        .map(Integer::valueOf)
        .toList();
  }
}
