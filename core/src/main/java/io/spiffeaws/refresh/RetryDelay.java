package io.spiffeaws.refresh;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The delay between two attempts.
///
/// @param time how long it lasts at most
/// @param due when it ends by the clock, if that is earlier
record RetryDelay(Duration time, Optional<Instant> due) {
  static RetryDelay until(Instant due, Instant now) {
    return new RetryDelay(Duration.between(now, due), Optional.of(due));
  }

  /// Returns the remaining time, given the rest by elapsed time and the current time of the clock.
  Duration left(Duration byTime, Instant now) {
    var byClock = due.map(end -> Duration.between(now, end)).orElse(byTime);
    return byClock.compareTo(byTime) < 0 ? byClock : byTime;
  }
}
