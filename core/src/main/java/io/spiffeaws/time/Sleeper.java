package io.spiffeaws.time;

import java.time.Duration;

/// The door to waiting, so that a test decides how long a wait takes.
public interface Sleeper {
  /// Returns after that time; on interruption, early and with the thread's interrupt flag set.
  void sleeper(Duration duration);

  /// How much time has passed since some moment, by a clock that nobody sets.
  default Duration elapsed() {
    return Duration.ofNanos(System.nanoTime());
  }
}
