package io.spiffeaws.rolesanywhere.profile;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a profile of IAM Roles Anywhere consists of, without its identity.
///
/// @param name not unique in an account
/// @param roles ARNs of the roles that it may assume, at most 250
/// @param duration of sessions, from 15 minutes to 12 hours
/// @param acceptsSessionName whether a request may specify the session name
/// @param sessionPolicy a policy document that limits every session, as JSON
/// @param policyArns managed policies that limit every session, at most 50
public record ProfileSettings(
    String name,
    List<String> roles,
    Duration duration,
    boolean acceptsSessionName,
    Optional<String> sessionPolicy,
    List<String> policyArns) {
  public ProfileSettings {
    roles = List.copyOf(roles);
    policyArns = List.copyOf(policyArns);
  }
}
