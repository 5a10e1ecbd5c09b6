package io.spiffeaws.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AutoRefreshedTest extends RefreshedValues {
  @Test
  void valueIsRenewedAfterHalfOfItsLifetimeOrALittleEarlier() {
    var refreshed = start();
    for (var number = 1; number < 20; number++) {
      assertThat(refreshed.current().number()).isEqualTo(number);
      assertThat(passUntil(number + 1)).isBetween(Duration.ofMinutes(27), Duration.ofMinutes(30));
    }
  }

  @Test
  void callersDoNotWaitForARenewalWhileTheValueIsValid() {
    var answer = new CountDownLatch(1);
    var refreshed = start();
    refreshed.current();
    lifetime =
        () -> {
          awaitQuietly(answer);
          return HOUR;
        };
    time.release(Duration.ofMinutes(59));
    assertThat(refreshed.current().number()).isEqualTo(1);
    answer.countDown();
  }

  @Test
  void callerWithoutAValidValueCausesAnAttemptSoon() {
    var refreshed = start();
    refreshed.current();
    lifetime = failure("down");
    time.jump(HOUR);
    passUntil(tries.get() + 12);
    assertThatThrownBy(() -> refreshed.current()).hasMessage("it is down");
    assertThat(passUntil(tries.get() + 1)).isLessThanOrEqualTo(Duration.ofSeconds(5));
    assertThat(passUntil(tries.get() + 1)).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
    lifetime = () -> HOUR;
    assertThatThrownBy(() -> refreshed.current()).hasMessage("it is down");
    passUntil(tries.get() + 1);
    assertThat(refreshed.current().expiresAt()).isAfter(time.instant());
  }

  @Test
  void eachChangeOfStateIsReportedOnce() {
    var refreshed = start();
    refreshed.current();
    lifetime = failure("down");
    passUntil(tries.get() + 3);
    lifetime = failure("no");
    passUntil(tries.get() + 3);
    lifetime = () -> HOUR;
    passUntil(tries.get() + 1);
    assertThat(events)
        .containsExactly("renewed 1", "failing down", "failing no", "renewed 8", "recovered");
  }

  @Test
  void veryShortLifetimeCausesNoBusyLoop() {
    lifetime = () -> Duration.ofMillis(1);
    start();
    assertThat(passUntil(2)).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void callersThatWaitForAnExpiredValueShareOneAttempt() throws Exception {
    var refreshed = start();
    refreshed.current();
    time.paused();
    var answer = new CountDownLatch(1);
    lifetime =
        () -> {
          awaitQuietly(answer);
          return HOUR;
        };
    time.jump(HOUR);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var callers =
          IntStream.range(0, 50)
              .mapToObj(_ -> threads.submit(() -> refreshed.current().number()))
              .toList();
      answer.countDown();
      for (Future<Integer> caller : callers) {
        assertThat(caller.get()).isEqualTo(2);
      }
    }
    assertThat(tries).hasValue(2);
  }

  @Test
  void callerThatSawAnExpiredValueBeforeItsRenewalStartsNoAttempt() {
    var looking = new InterruptedLook(time);
    var refreshed = start(looking, Duration.ofSeconds(20));
    refreshed.current();
    time.paused();
    time.jump(HOUR);
    looking.next.set(() -> assertThat(refreshed.current().number()).isEqualTo(2));
    assertThat(refreshed.current().number()).isEqualTo(2);
    assertThat(tries).hasValue(2);
  }

  @Test
  void callerDoesNotWaitForAnAttemptThatTakesTooLong() {
    lifetime =
        () -> {
          awaitQuietly(new CountDownLatch(1));
          return HOUR;
        };
    var refreshed = start(Duration.ofMillis(1));
    assertThatThrownBy(() -> refreshed.current()).hasMessageContaining("timed out after");
  }

  @Test
  void closedRefresherReportsNothingAndServesTheValueUntilItExpires() {
    var refreshed = start();
    refreshed.current();
    time.paused();
    refreshed.close();
    assertThat(refreshed.current().number()).isEqualTo(1);
    time.jump(HOUR);
    assertThatThrownBy(() -> refreshed.current()).hasMessageContaining("no longer renewed");
    assertThat(events).containsExactly("renewed 1");
  }
}
