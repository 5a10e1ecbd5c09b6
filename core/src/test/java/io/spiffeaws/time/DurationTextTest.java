package io.spiffeaws.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.ProblemException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "90s,90",
    "15m,900",
    "1h30m,5400",
    "0,0",
    "45,45",
    "1h,3600",
    "2d,172800",
    "1h1s,3601"
  })
  void parsesAllForms(String text, long seconds) {
    assertThat(DurationText.parse(text)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "-1", "1.5h", "h", "30m1h", "1H", "PT5M", "1 m", "9999999999s", "5x"})
  void rejectsOtherForms(String text) {
    assertThatThrownBy(() -> DurationText.parse(text))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("is not a duration");
  }

  @Test
  void parsesWhatItPrints() {
    var random = new SplittableRandom(2);
    for (var round = 0; round < 2_000; round++) {
      var duration = Duration.ofSeconds(random.nextLong(1_000_000));
      assertThat(DurationText.parse(DurationText.print(duration))).isEqualTo(duration);
    }
  }
}
