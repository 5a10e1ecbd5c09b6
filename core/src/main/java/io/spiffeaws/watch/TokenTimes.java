package io.spiffeaws.watch;

import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.refresh.Lifetime;
import io.spiffeaws.workload.JwtSvid;
import java.time.Duration;
import java.time.Instant;

/// The validity period of a token, by its issuer's clock. This machine's clock may differ. STS does
/// not check it, since the call that needs a token is not signed.
///
/// @param from when it was issued
/// @param expiresAt when it expires
record TokenTimes(Instant from, Instant expiresAt) {
  private static final int PARTS = 10;

  /// Reads the times of a token.
  ///
  /// @param now the start of a token that does not contain it
  /// @throws ProblemException unexpected, if the token has no expiry time
  static TokenTimes of(JwtSvid svid, Instant now) {
    var token = JwtToken.parse(svid.token());
    var expiresAt =
        token
            .expiresAt()
            .orElseThrow(() ->
                ProblemException.unexpected(
                    "token-without-end",
                    "the agent's token has no expiry time (claim exp)",
                    "check what issues it: every JWT-SVID has the claim exp"));
    return new TokenTimes(token.time("iat").orElse(now), expiresAt);
  }

  /// Whether a clock with this time is wrong: an agent serves no expired token, and none that is
  /// issued in the future.
  boolean contradict(Instant now) {
    return whole().isPositive()
        && (!now.isBefore(expiresAt) || now.isBefore(from.minus(whole().dividedBy(PARTS))));
  }

  /// The lifetime of a token that was just obtained. If half of it has passed, or the clock is
  /// wrong, the next one is requested after a tenth of the remaining or whole lifetime.
  Lifetime lifetime(Instant now) {
    if (contradict(now)) {
      return new Lifetime(now.plus(whole().dividedBy(PARTS)), now.plus(whole()));
    }
    var halfway = Lifetime.renewedHalfway(from, expiresAt);
    return halfway.renewAt().isAfter(now)
        ? halfway
        : new Lifetime(now.plus(Duration.between(now, expiresAt).dividedBy(PARTS)), expiresAt);
  }

  private Duration whole() {
    return Duration.between(from, expiresAt);
  }
}
