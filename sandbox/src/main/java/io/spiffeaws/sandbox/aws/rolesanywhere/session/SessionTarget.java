package io.spiffeaws.sandbox.aws.rolesanywhere.session;

import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Profile;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Registry;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.TrustAnchor;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.RestRefusals;

/// The trust anchor and the profile of a request, both enabled and of the same region.
record SessionTarget(TrustAnchor anchor, Profile profile) {
  /// Finds both.
  ///
  /// @throws AwsError if one does not exist or is disabled, or the profile does not allow the role
  ///   or the session name
  static SessionTarget find(Registry registry, SessionParameters parameters) {
    var anchor =
        registry
            .anchors()
            .find(parameters.trustAnchorArn())
            .orElseThrow(() -> RestRefusals.notFound("Trust anchor not found"));
    var profile =
        registry
            .profiles()
            .find(parameters.profileArn())
            .orElseThrow(() -> RestRefusals.notFound("Profile not found"));
    if (!anchor.resource().region().equals(profile.resource().region())) {
      throw RestRefusals.invalid("Trust anchor and profile must be in the same region");
    }
    if (!anchor.resource().enabled()) {
      throw RestRefusals.denied("Trust anchor is disabled");
    }
    if (!profile.resource().enabled()) {
      throw RestRefusals.denied("Profile is disabled");
    }
    if (!profile.settings().roleArns().contains(parameters.roleArn())) {
      throw RestRefusals.denied("Role is not specified in the profile");
    }
    if (parameters.name().isPresent() && !profile.settings().acceptRoleSessionName()) {
      throw RestRefusals.denied("Not authorized to set roleSessionName.");
    }
    return new SessionTarget(anchor, profile);
  }

  String region() {
    return anchor.resource().region();
  }

  /// Returns the duration of the session: the requested one, at most that of the profile.
  int seconds(SessionParameters parameters) {
    int longest = profile.settings().durationSeconds();
    return Math.min(longest, parameters.seconds().orElse(longest));
  }
}
