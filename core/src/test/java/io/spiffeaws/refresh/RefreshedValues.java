package io.spiffeaws.refresh;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;

/// A refresher of numbered values, in a time that the test drives.
abstract class RefreshedValues {
  static final Duration HOUR = Duration.ofHours(1);

  /// A value identified by its number.
  record Value(int number, Instant expiresAt) {}

  final DrivenTime time = new DrivenTime();
  final List<String> events = new CopyOnWriteArrayList<>();
  final AtomicInteger tries = new AtomicInteger();
  volatile Supplier<Duration> lifetime = () -> HOUR;
  volatile Duration longest = Duration.ofDays(1);
  volatile RefreshListener<Value> listener = new Recorder();
  final List<AutoRefreshed<Value>> opened = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(AutoRefreshed::close);
  }

  AutoRefreshed<Value> start() {
    return start(Duration.ofSeconds(20));
  }

  AutoRefreshed<Value> start(Duration retryBudget) {
    return start(time, retryBudget);
  }

  AutoRefreshed<Value> start(Clock clock, Duration retryBudget) {
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

  Value obtain() {
    var number = tries.incrementAndGet();
    return new Value(number, time.instant().plus(lifetime.get()));
  }

  /// Completes pauses until that attempt has been made.
  ///
  /// @return how long they were in total
  Duration passUntil(int wanted) {
    var passed = Duration.ZERO;
    while (tries.get() < wanted) {
      passed = passed.plus(time.pass());
    }
    return passed;
  }

  static ProblemException problem(String code) {
    return ProblemException.unreachable(code, "it is " + code, "");
  }

  static Supplier<Duration> failure(String code) {
    return () -> {
      throw problem(code);
    };
  }

  static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Runs an action between a read of the clock and its use.
  static final class InterruptedLook extends Clock {
    private final Clock clock;
    final AtomicReference<Runnable> next = new AtomicReference<>(() -> {});

    InterruptedLook(Clock clock) {
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

  class Recorder implements RefreshListener<Value> {
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
