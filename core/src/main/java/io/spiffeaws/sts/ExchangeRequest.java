package io.spiffeaws.sts;

import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.DurationText;
import java.time.Duration;

/// One exchange of a token for credentials.
///
/// @param role whose session is wanted
/// @param sessionName what the session is called in logs
/// @param token who asks
/// @param duration of the session, 15 minutes to 12 hours, and no longer than the role allows
/// @param policies that narrow the session
public record ExchangeRequest(
    RoleArn role,
    SessionName sessionName,
    JwtToken token,
    Duration duration,
    SessionPolicies policies) {
  private static final Duration SHORTEST = Duration.ofMinutes(15);
  private static final Duration LONGEST = Duration.ofHours(12);

  public ExchangeRequest {
    checkDuration(duration);
  }

  /// @throws ProblemException malformed, where no role could ever give a session that long or short
  public static void checkDuration(Duration duration) {
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
      throw ProblemException.malformed(
          "session-duration-out-of-range",
          "session duration " + DurationText.print(duration) + " is out of range: expected 15m to 12h",
          "specify a --duration from 15m to 12h");
    }
  }
}
