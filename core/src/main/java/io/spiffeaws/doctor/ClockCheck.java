package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.time.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Compares this machine's clock with that of a server. If the clock is wrong, a token may look
/// valid here and be expired for AWS, and AWS rejects requests signed with a skew of more than 5
/// minutes (IAM User Guide, "Troubleshoot request signing").
final class ClockCheck {
  private static final Duration MAX_SKEW = Duration.ofMinutes(5);

  /// The server's time has a resolution of one second, and its answer takes time to arrive.
  private static final Duration TOLERANCE = Duration.ofSeconds(3);

  private ClockCheck() {}

  static Check check(Instant ours, Instant theirs) {
    var ahead = Duration.between(theirs, ours);
    var off = ahead.abs();
    if (off.compareTo(TOLERANCE) <= 0) {
      return Check.good("clock", "this machine's clock matches the issuer's");
    }
    var skew =
        "this machine's clock is %s %s the issuer's; AWS accepts up to 5m"
            .formatted(
                DurationText.print(off.truncatedTo(ChronoUnit.SECONDS)),
                ahead.isNegative() ? "behind" : "ahead of");
    return off.compareTo(MAX_SKEW) <= 0
        ? Check.good("clock", skew)
        : Check.bad("clock", skew, "to synchronize the clock, run: timedatectl set-ntp true");
  }
}
