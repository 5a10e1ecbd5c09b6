package io.spiffeaws.refresh;

import io.spiffeaws.time.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Time that passes only when a test says so. A thread that pauses is blocked until the test has
/// read the length of the pause and continues it.
public final class DrivenTime extends Clock implements Sleeper {
  private final SynchronousQueue<Duration> pauses = new SynchronousQueue<>();
  private final SynchronousQueue<Instant> ends = new SynchronousQueue<>();
  private @Nullable Duration pending;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private volatile Instant now = START;
  private volatile Duration elapsed = Duration.ZERO;

  @Override
  public void sleep(Duration duration) {
    try {
      pauses.put(duration);
      ends.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits for a pause, continues it, and waits for the next one: the work between the two is done
  /// then.
  ///
  /// @return how long the pause was
  public Duration pass() {
    return pass(Duration.ZERO);
  }

  /// As [#pass()], and sets the clock forward or back.
  public Duration pass(Duration jump) {
    var passed = release(jump);
    paused();
    return passed;
  }

  /// Waits for a pause and continues it, without waiting for the next one.
  public Duration release(Duration jump) {
    var passed = paused();
    pending = null;
    now = now.plus(passed).plus(jump);
    elapsed = elapsed.plus(passed);
    try {
      ends.put(now);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return passed;
  }

  /// Waits for a pause without continuing it.
  public Duration paused() {
    if (pending == null) {
      try {
        pending = pauses.poll(20, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return Objects.requireNonNull(pending, "no pause");
  }

  /// Returns the elapsed time, which no change of the clock affects.
  public Instant right() {
    return START.plus(elapsed);
  }

  public void jump(Duration by) {
    now = now.plus(by);
  }

  @Override
  public Duration elapsed() {
    return elapsed;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
