package io.spiffeaws.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Renewals that fail.
class AutoRefreshedFailureTest extends RefreshedValues {
  @Test
  void firstCallerGetsTheFirstFailure() {
    lifetime = failure("down");
    var refreshed = start();
    assertThatThrownBy(() -> refreshed.current())
        .isInstanceOf(ProblemException.class)
        .hasMessage("it is down");
    time.paused();
    assertThatThrownBy(() -> refreshed.current()).hasMessage("it is down");
    assertThat(tries).hasValue(1);
  }

  @Test
  void delaysBetweenFailedAttemptsGrowUpToAMinute() {
    lifetime = failure("down");
    start();
    for (long whole : new long[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
      assertThat(passUntil(tries.get() + 1))
          .isBetween(Duration.ofMillis(whole * 500), Duration.ofSeconds(whole));
    }
  }

  @Test
  void anyThrowableIsAFailureThatIsTriedAgain() {
    lifetime =
        () -> {
          throw new LinkageError(
              "inside", new UncheckedIOException(new IOException("Too many open files")));
        };
    var refreshed = start();
    assertThatThrownBy(() -> refreshed.current())
        .hasMessageContaining("internal error: Too many open files");
    lifetime = () -> HOUR;
    passUntil(2);
    assertThat(refreshed.current().number()).isEqualTo(2);
    assertThat(events).containsExactly("failing unexpected", "renewed 2", "recovered");
  }

  @Test
  void exceptionOfAListenerDoesNotStopRenewal() {
    listener =
        new Recorder() {
          @Override
          public void failing(Problem problem, Instant next) {
            throw new IllegalStateException("listener failed");
          }
        };
    lifetime = failure("down");
    var refreshed = start();
    assertThatThrownBy(() -> refreshed.current()).hasMessage("it is down");
    lifetime = () -> HOUR;
    passUntil(2);
    assertThat(refreshed.current().number()).isEqualTo(2);
  }

  @Test
  void eachFailedAttemptIsReported() {
    listener =
        new Recorder() {
          @Override
          public void failed(Problem problem) {
            events.add("failed " + problem.code());
          }
        };
    lifetime = () -> Duration.ZERO;
    start();
    passUntil(3);
    assertThat(events)
        .startsWith(
            "failed ended-on-arrival", "failing ended-on-arrival", "failed ended-on-arrival");
  }

  @Test
  void lastAttemptIsMadeWhenTheValueExpires() {
    var refreshed = start();
    refreshed.current();
    var end = time.instant().plus(HOUR);
    lifetime = failure("down");
    while (time.instant().isBefore(end)) {
      assertThat(refreshed.current().number()).isEqualTo(1);
      time.pass();
    }
    assertThat(time.instant()).isEqualTo(end);
    assertThatThrownBy(() -> refreshed.current()).hasMessage("it is down");
    assertThat(events).containsExactly("renewed 1", "failing down", "ended 1");
  }

  @Test
  void valueThatIsAlreadyExpiredIsAFailure() {
    lifetime = () -> HOUR.negated();
    var refreshed = start();
    assertThatThrownBy(() -> refreshed.current()).hasMessageContaining("just obtained expired at");
    assertThat(passUntil(2)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
  }

  @Test
  void failureOfAListenerFailsTheRenewal() {
    listener =
        new Recorder() {
          @Override
          public void renewed(Value value) {
            super.renewed(value);
            if (value.number() == 1) {
              throw ProblemException.unexpected("cannot-write", "the disk is full", "");
            }
          }
        };
    var refreshed = start();
    assertThatThrownBy(() -> refreshed.current()).hasMessage("the disk is full");
    passUntil(2);
    assertThat(refreshed.current().number()).isEqualTo(2);
    assertThat(events)
        .containsExactly("renewed 1", "failing cannot-write", "renewed 2", "recovered");
  }

  @Test
  void unexpectedExceptionIsAFailure() {
    lifetime =
        () -> {
          throw new IllegalStateException("inside");
        };
    var refreshed = start();
    assertThatThrownBy(() -> refreshed.current())
        .isInstanceOf(ProblemException.class)
        .hasMessageNotContaining("inside");
    assertThat(passUntil(2)).isPositive();
  }
}
