package io.spiffeaws.scenarios;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/// The machine's time plus an offset that may change. Thread-safe.
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
    throw new UnsupportedOperationException("this clock supports only UTC");
  }
}
