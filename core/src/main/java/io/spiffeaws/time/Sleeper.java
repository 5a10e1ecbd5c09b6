package io.spiffeaws.time;

import java.time.Duration;

/// Sleeps; tests substitute their own implementation.
public interface Sleeper {
  /// Returns after that time; if interrupted, earlier and with the thread's interrupt flag set.
  void sleep(Duration duration);

  /// The time that has passed since some fixed moment, by a monotonic clock.
  default Duration elapsed() {
    return Duration.ofNanos(System.nanoTime());
  }
}
