package io.spiffeaws.sts;

import io.spiffeaws.jwt.JwtToken;
import java.time.Duration;
import java.util.List;

/// A session as its caller wants it, down to who asks. Two that are wanted alike may be one.
///
/// @param token who asks
/// @param role that the token is exchanged for
/// @param chain roles that are assumed from there, each by the session of the one before
/// @param sessionName what every session on the way is called
/// @param duration of the session that is wanted, the last one
/// @param policies that narrow that session
public record SessionRequest(
    JwtToken token,
    RoleArn role,
    List<RoleArn> chain,
    SessionName sessionName,
    Duration duration,
    SessionPolicies policies) {
  /// What STS gives at least: the sessions on the way serve for one call.
  private static final Duration ON_THE_WAY = Duration.ofMinutes(15);

  public SessionRequest {
    chain = List.copyOf(chain);
  }

  /// The exchange that it begins with.
  ///
  /// @param current the token, or a newer one of the same subject
  ExchangeRequest exchange(JwtToken current) {
    return chain.isEmpty()
        ? new ExchangeRequest(role, sessionName, current, duration, policies)
        : new ExchangeRequest(role, sessionName, current, ON_THE_WAY, SessionPolicies.NONE);
  }

  /// How long the session of that role in the chain lasts.
  Duration durationAt(int index) {
    return isLast(index) ? duration : ON_THE_WAY;
  }

  /// What narrows the session of that role in the chain: a policy on the way could keep it from
  /// being followed.
  SessionPolicies policiesAt(int index) {
    return isLast(index) ? policies : SessionPolicies.NONE;
  }

  private boolean isLast(int index) {
    return index == chain.size() - 1;
  }
}
