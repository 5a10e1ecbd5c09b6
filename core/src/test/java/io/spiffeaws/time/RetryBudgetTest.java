package io.spiffeaws.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
  private Duration passed = Duration.ofDays(-1);

  private final Sleeper sleeper =
      new Sleeper() {
        @Override
        public void sleep(Duration duration) {
          passed = passed.plus(duration);
        }

        @Override
        public Duration elapsed() {
          return passed;
        }
      };

  @Test
  void waitsForTheBudgetByAMonotonicClock() {
    var begun = passed;
    var retryBudget = new RetryBudget(sleeper, Duration.ofSeconds(10));
    while (retryBudget.waitForRetry()) {
      assertThat(passed.minus(begun)).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }
    assertThat(passed.minus(begun)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void hasNoTimeLeftOnceExhausted() {
    var retryBudget = new RetryBudget(sleeper, Duration.ofSeconds(10));
    retryBudget.exhaust();
    assertThat(retryBudget.waitForRetry()).isFalse();
  }
}
