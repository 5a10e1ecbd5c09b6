package io.spiffeaws.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.ProblemException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clocks that are slow or set to another time.
class AutoRefreshedClockTest extends RefreshedValues {
  @Test
  void clockSetBackDoesNotDelayARenewal() {
    var refreshed = start();
    refreshed.current();
    var passed = time.pass(HOUR.negated());
    while (tries.get() == 1) {
      passed = passed.plus(time.pass());
    }
    assertThat(passed).isBetween(Duration.ofMinutes(27), Duration.ofMinutes(30));
  }

  @Test
  void slowClockDoesNotDelayARenewal() {
    lifetime = () -> HOUR.multipliedBy(2); // it expires an hour later than by the issuer's clock
    longest = HOUR;
    start().current();
    assertThat(passUntil(2)).isBetween(Duration.ofMinutes(27), Duration.ofMinutes(30));
  }

  @Test
  void clockSetBackDoesNotExtendALifetime() {
    var refreshed = start();
    refreshed.current();
    var passed = time.pass(HOUR.negated());
    lifetime = failure("down");
    while (passed.compareTo(HOUR) < 0) {
      assertThat(refreshed.current().number()).isEqualTo(1);
      passed = passed.plus(time.pass());
    }
    assertThat(passed).isEqualTo(HOUR);
    assertThatThrownBy(() -> refreshed.current()).hasMessage("it is down");
    assertThat(events).containsExactly("renewed 1", "failing down", "ended 1");
  }

  @Test
  void clockSetForwardIsNoticedWithinHalfAMinuteWithoutABusyLoop() {
    var refreshed = start();
    refreshed.current();
    time.pass(HOUR);
    assertThat(passUntil(3)).isGreaterThan(Duration.ofMinutes(26));
    assertThat(events).containsExactly("renewed 1", "renewed 2", "renewed 3");
  }

  /// Checks invariants with random outcomes and a clock that jumps.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void neverServesAnExpiredValueAndNeverRunsInABusyLoop(long seed) {
    var random = new SplittableRandom(seed);
    lifetime =
        () -> {
          if (random.nextInt(3) == 0) {
            throw problem("down");
          }
          return Duration.ofSeconds(random.nextInt(-5, 4000));
        };
    var refreshed = start();
    var chance = new SplittableRandom(seed + 1000);
    var started = time.instant();
    var jumped = Duration.ZERO;
    for (var i = 0; i < 500; i++) {
      var jump =
          chance.nextInt(10) == 0 ? Duration.ofMinutes(chance.nextInt(-60, 61)) : Duration.ZERO;
      jumped = jumped.plus(jump);
      time.pass(jump);
      try {
        assertThat(refreshed.current().expiresAt()).isAfter(time.instant());
      } catch (ProblemException e) {
        assertThat(e.problem().code()).isIn("down", "ended-on-arrival");
      }
    }
    var lasted = Duration.between(started, time.instant()).minus(jumped);
    assertThat(Duration.ofMillis(500).multipliedBy(tries.get() / 2)).isLessThan(lasted);
  }
}
