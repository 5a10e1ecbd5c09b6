package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.time.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// This machine's clock beside that of a server. Where it is wrong, tokens look fresh here and are
/// over at AWS, and AWS takes no request that is signed with it (IAM User Guide, "Troubleshoot
/// request signing": 5 minutes).
final class ClockCheck {
  private static final Duration MOST = Duration.ofMinutes(5);

  /// A server tells whole seconds, and its answer is on the way for a while.
  private static final Duration SAME = Duration.ofSeconds(3);

  private ClockCheck() {}

  static Check check(Instant ours, Instant theirs) {
    var ahead = Duration.between(theirs, ours);
    var off = ahead.abs();
    if (off.compareTo(SAME) <= 0) {
      return Check.good("clock", "this machine's clock matches the issuer's");
    }
    var skew =
        "this machine's clock is %s %s the issuer's; AWS accepts up to 5m"
            .formatted(
                DurationText.print(off.truncatedTo(ChronoUnit.SECONDS)),
                ahead.isNegative() ? "behind" : "ahead of");
    return off.compareTo(MOST) <= 0
        ? Check.good("clock", skew)
        : Check.bad(
            "clock",
            skew,
            "to synchronize the clock, run: timedatectl set-ntp true");
  }
}
