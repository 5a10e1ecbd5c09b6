package io.spiffeaws.refresh;

import java.time.Duration;
import java.time.Instant;

/// When a value is renewed, and when it can be used no more.
///
/// @param renewAt when the next one is asked for; a little earlier with jitter, never later
/// @param endsAt from when on it is not handed out
public record Lifetime(Instant renewAt, Instant endsAt) {

  /// Renewed when half of the time between the two has passed, and of `longest` at the latest: a
  /// clock that is behind takes the end for later than it is, and what a value lives at most is
  /// known without one.
  ///
  /// @param now when the value was obtained
  public static Lifetime renewedHalfway(Instant now, Instant endsAt, Duration longest) {
    var latest = now.plus(longest);
    return renewedHalfway(now, endsAt.isBefore(latest) ? endsAt : latest);
  }

  /// Renewed when half of the time between the two has passed.
  public static Lifetime renewedHalfway(Instant from, Instant endsAt) {
    return new Lifetime(from.plus(Duration.between(from, endsAt).dividedBy(2)), endsAt);
  }
}
