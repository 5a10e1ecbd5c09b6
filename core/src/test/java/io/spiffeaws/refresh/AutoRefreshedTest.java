package io.spiffeaws.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutoRefreshedTest {
  private static final Duration HOUR = Duration.ofHours(1);

  /// A value identified by its number.
  private record Value(int number, Instant expiresAt) {}

  private final DrivenTime time = new DrivenTime();
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger tries = new AtomicInteger();
  private volatile Supplier<Duration> lifetime = () -> HOUR;
  private volatile Duration longest = Duration.ofDays(1);
  private volatile RefreshListener<Value> listener = new Recorder();
  private final List<AutoRefreshed<Value>> opened = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(AutoRefreshed::close);
  }

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

  @Test
  void valueThatIsAlreadyExpiredIsAFailure() {
    lifetime = () -> HOUR.negated();
    var refreshed = start();
    assertThatThrownBy(() -> refreshed.current()).hasMessageContaining("just obtained expired at");
    assertThat(passUntil(2)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
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

  private AutoRefreshed<Value> start() {
    return start(Duration.ofSeconds(20));
  }

  private AutoRefreshed<Value> start(Duration retryBudget) {
    return start(time, retryBudget);
  }

  private AutoRefreshed<Value> start(Clock clock, Duration retryBudget) {
    var refreshed =
        AutoRefreshed.start(
            this::obtain,
            (value, now) -> Lifetime.renewedHalfway(now, value.expiresAt(), longest),
            listener,
            new RefreshDependencies(clock, time, new SplittableRandom(1)),
            new AutoRefreshed.Settings("the value", retryBudget));
    opened.add(refreshed);
    return refreshed;
  }

  private Value obtain() {
    var number = tries.incrementAndGet();
    return new Value(number, time.instant().plus(lifetime.get()));
  }

  /// Completes pauses until that attempt has been made.
  ///
  /// @return how long they were in total
  private Duration passUntil(int wanted) {
    var passed = Duration.ZERO;
    while (tries.get() < wanted) {
      passed = passed.plus(time.pass());
    }
    return passed;
  }

  private static ProblemException problem(String code) {
    return ProblemException.unreachable(code, "it is " + code, "");
  }

  private static Supplier<Duration> failure(String code) {
    return () -> {
      throw problem(code);
    };
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Runs an action between a read of the clock and its use.
  private static final class InterruptedLook extends Clock {
    private final Clock clock;
    private final AtomicReference<Runnable> next = new AtomicReference<>(() -> {});

    private InterruptedLook(Clock clock) {
      this.clock = clock;
    }

    @Override
    public Instant instant() {
      var seen = clock.instant();
      next.getAndSet(() -> {}).run();
      return seen;
    }

    @Override
    public ZoneId getZone() {
      return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return clock.withZone(zone);
    }
  }

  private class Recorder implements RefreshListener<Value> {
    @Override
    public void renewed(Value value) {
      events.add("renewed " + value.number());
    }

    @Override
    public void failing(Problem problem, Instant next) {
      events.add("failing " + problem.code());
    }

    @Override
    public void recovered() {
      events.add("recovered");
    }

    @Override
    public void expired(Value value) {
      events.add("ended " + value.number());
    }
  }
}
