package io.spiffeaws.refresh;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The time between two tries.
///
/// @param time how long it lasts at most
/// @param due when it is over by the clock, should that come first
record RetryDelay(Duration time, Optional<Instant> due) {
  static RetryDelay until(Instant due, Instant now) {
    return new RetryDelay(Duration.between(now, due), Optional.of(due));
  }

  /// How much is left, where nothing but time had passed and the clock now says this.
  Duration left(Duration byTime, Instant now) {
    var byClock = due.map(end -> Duration.between(now, end)).orElse(byTime);
    return byClock.compareTo(byTime) < 0 ? byClock : byTime;
  }
}
