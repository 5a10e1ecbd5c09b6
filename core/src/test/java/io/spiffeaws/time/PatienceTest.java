package io.spiffeaws.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private Duration passed = Duration.ofDays(-1);

  private final Pause pause =
      new Pause() {
        @Override
        public void pause(Duration duration) {
          passed = passed.plus(duration);
        }

        @Override
        public Duration elapsed() {
          return passed;
        }
      };

  @Test
  void waitsAsLongAsWasAllowedByAClockThatNobodySets() {
    var begun = passed;
    var patience = new Patience(pause, Duration.ofSeconds(10));
    while (patience.another()) {
      assertThat(passed.minus(begun)).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }
    assertThat(passed.minus(begun)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void hasNoTimeLeftOnceItIsExhausted() {
    var patience = new Patience(pause, Duration.ofSeconds(10));
    patience.exhaust();
    assertThat(patience.another()).isFalse();
  }
}
