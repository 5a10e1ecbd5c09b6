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

  /// A value by its number.
  private record Value(int number, Instant endsAt) {}

  private final DrivenTime time = new DrivenTime();
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger tries = new AtomicInteger();
  private volatile Supplier<Duration> life = () -> HOUR;
  private volatile Duration longest = Duration.ofDays(1);
  private volatile RefreshListener<Value> listener = new Recorder();
  private final List<AutoRefreshed<Value>> opened = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(AutoRefreshed::close);
  }

  @Test
  void aValueIsRenewedAtHalfOfItsLifeOrALittleBefore() {
    var fresh = start();
    for (var number = 1; number < 20; number++) {
      assertThat(fresh.current().number()).isEqualTo(number);
      assertThat(passUntil(number + 1)).isBetween(Duration.ofMinutes(27), Duration.ofMinutes(30));
    }
  }

  @Test
  void noOneWaitsForARenewalWhileTheValueLasts() {
    var answer = new CountDownLatch(1);
    var fresh = start();
    fresh.current();
    life =
        () -> {
          awaitQuietly(answer);
          return HOUR;
        };
    time.release(Duration.ofMinutes(59));
    assertThat(fresh.current().number()).isEqualTo(1);
    answer.countDown();
  }

  @Test
  void theFirstFailureIsTheFirstCallersToo() {
    life = failure("down");
    var fresh = start();
    assertThatThrownBy(() -> fresh.current())
        .isInstanceOf(ProblemException.class)
        .hasMessage("it is down");
    time.paused();
    assertThatThrownBy(() -> fresh.current()).hasMessage("it is down");
    assertThat(tries).hasValue(1);
  }

  @Test
  void triesThatFailFollowEachOtherEverMoreSlowlyUpToAMinute() {
    life = failure("down");
    start();
    for (long whole : new long[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
      assertThat(passUntil(tries.get() + 1))
          .isBetween(Duration.ofMillis(whole * 500), Duration.ofSeconds(whole));
    }
  }

  @Test
  void whateverIsThrownIsAFailureThatIsTriedAgain() {
    life =
        () -> {
          throw new LinkageError(
              "inside", new UncheckedIOException(new IOException("Too many open files")));
        };
    var fresh = start();
    assertThatThrownBy(() -> fresh.current())
        .hasMessageContaining("did not foresee: Too many open files");
    life = () -> HOUR;
    passUntil(2);
    assertThat(fresh.current().number()).isEqualTo(2);
    assertThat(events).containsExactly("failing unexpected", "renewed 2", "recovered");
  }

  @Test
  void whatAListenerThrowsOfAFailureEndsNothing() {
    listener =
        new Recorder() {
          @Override
          public void failing(Problem problem, Instant next) {
            throw new IllegalStateException("no one listens");
          }
        };
    life = failure("down");
    var fresh = start();
    assertThatThrownBy(() -> fresh.current()).hasMessage("it is down");
    life = () -> HOUR;
    passUntil(2);
    assertThat(fresh.current().number()).isEqualTo(2);
  }

  @Test
  void eachTryThatFailsIsTold() {
    listener =
        new Recorder() {
          @Override
          public void failed(Problem problem) {
            events.add("failed " + problem.code());
          }
        };
    life = () -> Duration.ZERO;
    start();
    passUntil(3);
    assertThat(events)
        .startsWith(
            "failed ended-on-arrival", "failing ended-on-arrival", "failed ended-on-arrival");
  }

  @Test
  void aLastTryIsMadeWhenTheValueEnds() {
    var fresh = start();
    fresh.current();
    var end = time.instant().plus(HOUR);
    life = failure("down");
    while (time.instant().isBefore(end)) {
      assertThat(fresh.current().number()).isEqualTo(1);
      time.pass();
    }
    assertThat(time.instant()).isEqualTo(end);
    assertThatThrownBy(() -> fresh.current()).hasMessage("it is down");
    assertThat(events).containsExactly("renewed 1", "failing down", "ended 1");
  }

  @Test
  void whoAsksWhereThereIsNoGoodValueHasItTriedSoon() {
    var fresh = start();
    fresh.current();
    life = failure("down");
    time.jump(HOUR);
    passUntil(tries.get() + 12);
    assertThatThrownBy(() -> fresh.current()).hasMessage("it is down");
    assertThat(passUntil(tries.get() + 1)).isLessThanOrEqualTo(Duration.ofSeconds(5));
    assertThat(passUntil(tries.get() + 1)).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
    life = () -> HOUR;
    assertThatThrownBy(() -> fresh.current()).hasMessage("it is down");
    passUntil(tries.get() + 1);
    assertThat(fresh.current().endsAt()).isAfter(time.instant());
  }

  @Test
  void eachChangeOfStateIsToldOnce() {
    var fresh = start();
    fresh.current();
    life = failure("down");
    passUntil(tries.get() + 3);
    life = failure("no");
    passUntil(tries.get() + 3);
    life = () -> HOUR;
    passUntil(tries.get() + 1);
    assertThat(events)
        .containsExactly("renewed 1", "failing down", "failing no", "renewed 8", "recovered");
  }

  @Test
  void aClockSetBackDoesNotDelayARenewal() {
    var fresh = start();
    fresh.current();
    var passed = time.pass(HOUR.negated());
    while (tries.get() == 1) {
      passed = passed.plus(time.pass());
    }
    assertThat(passed).isBetween(Duration.ofMinutes(27), Duration.ofMinutes(30));
  }

  @Test
  void aClockThatIsBehindDelaysNoRenewal() {
    life = () -> HOUR.multipliedBy(2); // its end, an hour later than by the clock that gave it
    longest = HOUR;
    start().current();
    assertThat(passUntil(2)).isBetween(Duration.ofMinutes(27), Duration.ofMinutes(30));
  }

  @Test
  void aClockSetBackMakesNothingLiveLonger() {
    var fresh = start();
    fresh.current();
    var passed = time.pass(HOUR.negated());
    life = failure("down");
    while (passed.compareTo(HOUR) < 0) {
      assertThat(fresh.current().number()).isEqualTo(1);
      passed = passed.plus(time.pass());
    }
    assertThat(passed).isEqualTo(HOUR);
    assertThatThrownBy(() -> fresh.current()).hasMessage("it is down");
    assertThat(events).containsExactly("renewed 1", "failing down", "ended 1");
  }

  @Test
  void aClockSetForwardIsNoticedWithinHalfAMinuteAndMakesNoHurry() {
    var fresh = start();
    fresh.current();
    time.pass(HOUR);
    assertThat(passUntil(3)).isGreaterThan(Duration.ofMinutes(26));
    assertThat(events).containsExactly("renewed 1", "renewed 2", "renewed 3");
  }

  @Test
  void whatHasEndedOnArrivalIsAFailure() {
    life = () -> HOUR.negated();
    var fresh = start();
    assertThatThrownBy(() -> fresh.current()).hasMessageContaining("that came just now ended at");
    assertThat(passUntil(2)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
  }

  @Test
  void lifeThatIsTooShortToHalveMakesNoHurry() {
    life = () -> Duration.ofMillis(1);
    start();
    assertThat(passUntil(2)).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void allWhoWaitForAnEndedValueShareOneTry() throws Exception {
    var fresh = start();
    fresh.current();
    time.paused();
    var answer = new CountDownLatch(1);
    life =
        () -> {
          awaitQuietly(answer);
          return HOUR;
        };
    time.jump(HOUR);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var callers =
          IntStream.range(0, 50)
              .mapToObj(_ -> threads.submit(() -> fresh.current().number()))
              .toList();
      answer.countDown();
      for (Future<Integer> caller : callers) {
        assertThat(caller.get()).isEqualTo(2);
      }
    }
    assertThat(tries).hasValue(2);
  }

  @Test
  void whoSawAnEndedValueJustBeforeItWasRenewedBeginsNoOtherTry() {
    var looking = new InterruptedLook(time);
    var fresh = start(looking, Duration.ofSeconds(20));
    fresh.current();
    time.paused();
    time.jump(HOUR);
    looking.next.set(() -> assertThat(fresh.current().number()).isEqualTo(2));
    assertThat(fresh.current().number()).isEqualTo(2);
    assertThat(tries).hasValue(2);
  }

  @Test
  void aTryThatTakesTooLongIsNotWaitedFor() {
    life =
        () -> {
          awaitQuietly(new CountDownLatch(1));
          return HOUR;
        };
    var fresh = start(Duration.ofMillis(1));
    assertThatThrownBy(() -> fresh.current()).hasMessageContaining("did not come within");
  }

  @Test
  void aListenerThatFailsFailsTheRenewal() {
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
    var fresh = start();
    assertThatThrownBy(() -> fresh.current()).hasMessage("the disk is full");
    passUntil(2);
    assertThat(fresh.current().number()).isEqualTo(2);
    assertThat(events)
        .containsExactly("renewed 1", "failing cannot-write", "renewed 2", "recovered");
  }

  @Test
  void whatNoOneForesawIsAFailureToo() {
    life =
        () -> {
          throw new IllegalStateException("inside");
        };
    var fresh = start();
    assertThatThrownBy(() -> fresh.current())
        .isInstanceOf(ProblemException.class)
        .hasMessageNotContaining("inside");
    assertThat(passUntil(2)).isPositive();
  }

  @Test
  void afterClosingNothingIsToldAndTheValueIsStillHandedOutWhileItLasts() {
    var fresh = start();
    fresh.current();
    time.paused();
    fresh.close();
    assertThat(fresh.current().number()).isEqualTo(1);
    time.jump(HOUR);
    assertThatThrownBy(() -> fresh.current()).hasMessageContaining("renewed no more");
    assertThat(events).containsExactly("renewed 1");
  }

  /// Random outcomes under a clock that jumps: what must hold, holds.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void whateverHappensNoEndedValueIsHandedOutAndNothingSpins(long seed) {
    var random = new SplittableRandom(seed);
    life =
        () -> {
          if (random.nextInt(3) == 0) {
            throw problem("down");
          }
          return Duration.ofSeconds(random.nextInt(-5, 4000));
        };
    var fresh = start();
    var chance = new SplittableRandom(seed + 1000);
    var started = time.instant();
    var jumped = Duration.ZERO;
    for (var i = 0; i < 500; i++) {
      var jump =
          chance.nextInt(10) == 0 ? Duration.ofMinutes(chance.nextInt(-60, 61)) : Duration.ZERO;
      jumped = jumped.plus(jump);
      time.pass(jump);
      try {
        assertThat(fresh.current().endsAt()).isAfter(time.instant());
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
    var fresh =
        AutoRefreshed.start(
            this::obtain,
            (value, now) -> Lifetime.renewedHalfway(now, value.endsAt(), longest),
            listener,
            new RefreshDependencies(clock, time, new SplittableRandom(1)),
            new AutoRefreshed.Settings("the value", retryBudget));
    opened.add(fresh);
    return fresh;
  }

  private Value obtain() {
    var number = tries.incrementAndGet();
    return new Value(number, time.instant().plus(life.get()));
  }

  /// Lets pauses pass until that try has been made.
  ///
  /// @return how long they were
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

  /// Lets something happen between a look at the clock and what follows from it.
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
    public void ended(Value value) {
      events.add("ended " + value.number());
    }
  }
}
