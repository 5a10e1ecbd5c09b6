package io.spiffeaws.chain.manifest;

import java.time.Duration;

/// The desired state of a chain's trust anchor and profile of IAM Roles Anywhere. The CA
/// certificates of the anchor are those of the SPIRE server, the roles of the profile are those of
/// the chain with the way `roles_anywhere`.
///
/// @param anchor name of the trust anchor
/// @param profile name of the profile
/// @param acceptsSessionName whether a workload may specify the session name
/// @param duration of sessions, from 15 minutes to 12 hours
public record ManifestRolesAnywhere(
    String anchor, String profile, boolean acceptsSessionName, Duration duration) {
  /// The default duration of sessions (API reference, CreateProfile).
  static final Duration DEFAULT_DURATION = Duration.ofHours(1);
}
