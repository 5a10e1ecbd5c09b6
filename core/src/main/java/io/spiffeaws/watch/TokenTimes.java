package io.spiffeaws.watch;

import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.refresh.Lifetime;
import io.spiffeaws.workload.JwtSvid;
import java.time.Duration;
import java.time.Instant;

/// From when to when a token is good, by its issuer's clock. This machine's may be another, and STS
/// does not look at it, since the call that a token is for is not signed.
///
/// @param from when it was issued
/// @param endsAt when it ends
record TokenTimes(Instant from, Instant endsAt) {
  private static final int PARTS = 10;

  /// @param now stands in for the start of a token that does not say it
  /// @throws ProblemException unexpected, where it does not say when it ends
  static TokenTimes of(JwtSvid svid, Instant now) {
    var token = JwtToken.parse(svid.token());
    var endsAt =
        token
            .expiresAt()
            .orElseThrow(() ->
                ProblemException.unexpected(
                    "token-without-end",
                    "the agent's token does not say when it ends",
                    "see what issues it: a JWT-SVID has the claim exp"));
    return new TokenTimes(token.time("iat").orElse(now), endsAt);
  }

  /// Whether a clock that says this is off: an agent hands out no token that has ended, and none
  /// from the future.
  boolean contradict(Instant now) {
    return whole().isPositive()
        && (!now.isBefore(endsAt) || now.isBefore(from.minus(whole().dividedBy(PARTS))));
  }

  /// The life of a token that came just now. Where the clock does not tell how much of it is over,
  /// it may be about half, so the next one is asked for as soon as after half of it.
  Lifetime lifetime(Instant now) {
    if (contradict(now)) {
      return new Lifetime(now.plus(whole().dividedBy(PARTS)), now.plus(whole()));
    }
    var halfway = Lifetime.renewedHalfway(from, endsAt);
    return halfway.renewAt().isAfter(now)
        ? halfway
        : new Lifetime(now.plus(Duration.between(now, endsAt).dividedBy(PARTS)), endsAt);
  }

  private Duration whole() {
    return Duration.between(from, endsAt);
  }
}
