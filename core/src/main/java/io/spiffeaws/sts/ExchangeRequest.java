package io.spiffeaws.sts;

import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.DurationText;
import java.time.Duration;

/// A request to exchange a token for credentials.
///
/// @param role the role to assume
/// @param sessionName the name of the session in logs
/// @param token the token that identifies the caller
/// @param duration of the session, 15 minutes to 12 hours, and at most the maximum of the role
/// @param policies that restrict the session
public record ExchangeRequest(
    RoleArn role,
    SessionName sessionName,
    JwtToken token,
    Duration duration,
    SessionPolicies policies) {
  private static final Duration MIN_DURATION = Duration.ofMinutes(15);
  private static final Duration MAX_DURATION = Duration.ofHours(12);

  public ExchangeRequest {
    checkDuration(duration);
  }

  /// Validates a session duration.
  ///
  /// @throws ProblemException malformed, if it is outside the range that STS supports for any role
  public static void checkDuration(Duration duration) {
    if (duration.compareTo(MIN_DURATION) < 0 || duration.compareTo(MAX_DURATION) > 0) {
      throw ProblemException.malformed(
          "session-duration-out-of-range",
          "session duration %s is out of range: expected 15m to 12h"
              .formatted(DurationText.print(duration)),
          "specify a --duration from 15m to 12h");
    }
  }
}
