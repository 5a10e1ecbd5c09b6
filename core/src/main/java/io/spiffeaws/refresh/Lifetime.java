package io.spiffeaws.refresh;

import java.time.Duration;
import java.time.Instant;

/// When a value is renewed, and when it expires.
///
/// @param renewAt when renewal starts; a little earlier with jitter, never later
/// @param endsAt when the value expires: it is not served from then on
public record Lifetime(Instant renewAt, Instant endsAt) {

  /// Renewed after half of the time until it expires, which is limited to `longest`. If the clock
  /// is slow, the expiry seems later than it is; the maximum lifetime is known without a clock.
  ///
  /// @param now when the value was obtained
  public static Lifetime renewedHalfway(Instant now, Instant endsAt, Duration longest) {
    var latest = now.plus(longest);
    return renewedHalfway(now, endsAt.isBefore(latest) ? endsAt : latest);
  }

  /// Renewed after half of the time between the two.
  public static Lifetime renewedHalfway(Instant from, Instant endsAt) {
    return new Lifetime(from.plus(Duration.between(from, endsAt).dividedBy(2)), endsAt);
  }
}
