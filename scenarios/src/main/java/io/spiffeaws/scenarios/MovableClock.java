package io.spiffeaws.scenarios;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/// The time of the machine, off by a length that may change. Safe for use by many threads.
final class MovableClock extends Clock {
  private final Clock machine = Clock.systemUTC();
  private final AtomicReference<Duration> offset;

  MovableClock(Duration offset) {
    this.offset = new AtomicReference<>(offset);
  }

  void move(Duration by) {
    offset.updateAndGet(by::plus);
  }

  @Override
  public Instant instant() {
    return machine.instant().plus(offset.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("this clock is in UTC");
  }
}
