package io.spiffeaws.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  void reportsEachReasonOnce() {
    var reasons = new ArrayList<String>();
    var retryBudget =
        new RetryBudget(sleeper, Duration.ofSeconds(10), problem -> reasons.add(problem.code()));
    for (var code : List.of("no-identity", "no-identity", "denied", "no-identity")) {
      assertThat(retryBudget.waitForRetry(new Problem.Refused(code, "m", ""))).isTrue();
    }
    assertThat(reasons).containsExactly("no-identity", "denied");
  }

  @Test
  void reportsNoReasonWithoutAWait() {
    var reasons = new ArrayList<Problem>();
    var retryBudget = new RetryBudget(sleeper, Duration.ZERO, reasons::add);
    assertThat(retryBudget.waitForRetry(new Problem.Refused("denied", "m", ""))).isFalse();
    assertThat(reasons).isEmpty();
  }

  @Test
  void hasNoTimeLeftOnceExhausted() {
    var retryBudget = new RetryBudget(sleeper, Duration.ofSeconds(10));
    retryBudget.exhaust();
    assertThat(retryBudget.waitForRetry()).isFalse();
  }
}
