package io.spiffeaws.sts;

import io.spiffeaws.jwt.JwtToken;
import java.time.Duration;
import java.util.List;

/// A request for a session, including the caller's identity. Equal requests may share a session.
///
/// @param identity the identity of the caller
/// @param role the role of the first session
/// @param chain the roles to assume from there, each with the session of the previous one
/// @param sessionName the name of every session in the chain
/// @param duration of the last session
/// @param policies that restrict the last session
public record SessionRequest(
    CallerIdentity identity,
    RoleArn role,
    List<RoleArn> chain,
    SessionName sessionName,
    Duration duration,
    SessionPolicies policies) {
  /// The minimum of STS. An intermediate session is used for one call.
  private static final Duration INTERMEDIATE = Duration.ofMinutes(15);

  public SessionRequest {
    chain = List.copyOf(chain);
  }

  /// Returns the duration of the first session.
  public Duration firstDuration() {
    return chain.isEmpty() ? duration : INTERMEDIATE;
  }

  /// Returns the request that exchanges a token for the first session.
  ///
  /// @param current the token, or a newer token of the same subject
  ExchangeRequest exchange(JwtToken current) {
    return new ExchangeRequest(
        role,
        sessionName,
        current,
        firstDuration(),
        chain.isEmpty() ? policies : SessionPolicies.NONE);
  }

  /// Returns the duration of a session in the chain.
  Duration durationAt(int index) {
    return isLast(index) ? duration : INTERMEDIATE;
  }

  /// Returns the policies of a session in the chain. Intermediate sessions have none, because a
  /// policy could deny sts:AssumeRole on the next role.
  SessionPolicies policiesAt(int index) {
    return isLast(index) ? policies : SessionPolicies.NONE;
  }

  private boolean isLast(int index) {
    return index == chain.size() - 1;
  }
}
