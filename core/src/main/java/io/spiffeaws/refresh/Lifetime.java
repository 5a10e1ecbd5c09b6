package io.spiffeaws.refresh;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When a value is renewed, and when it expires.
///
/// @param renewAt when renewal starts; a little earlier with jitter, never later
/// @param expiresAt when the value expires: it is not served from then on
public record Lifetime(Instant renewAt, Instant expiresAt) {

  /// Renewed after half of the time until it expires, which is limited to `longest`. If the clock
  /// is slow, the expiry seems later than it is; the maximum lifetime is known without a clock.
  ///
  /// @param now when the value was obtained
  public static Lifetime renewedHalfway(Instant now, Instant expiresAt, Duration longest) {
    var latest = now.plus(longest);
    return renewedHalfway(now, expiresAt.isBefore(latest) ? expiresAt : latest);
  }

  /// Returns the same lifetime, renewed at `latest` if that is earlier.
  ///
  /// @param latest empty if there is no such time
  public Lifetime renewedBy(Optional<Instant> latest) {
    return latest
        .filter(renewAt::isAfter)
        .map(earlier -> new Lifetime(earlier, expiresAt))
        .orElse(this);
  }

  /// Renewed after half of the time between the two.
  public static Lifetime renewedHalfway(Instant from, Instant expiresAt) {
    return new Lifetime(from.plus(Duration.between(from, expiresAt).dividedBy(2)), expiresAt);
  }
}
