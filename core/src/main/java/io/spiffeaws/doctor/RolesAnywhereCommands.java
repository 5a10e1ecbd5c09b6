package io.spiffeaws.doctor;

import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.rolesanywhere.RolesAnywhereTarget;
import io.spiffeaws.rolesanywhere.anchor.TrustAnchor;
import io.spiffeaws.rolesanywhere.profile.ProfileSettings;
import io.spiffeaws.time.DurationText;
import java.util.Optional;
import java.util.stream.Collectors;

/// The commands that change a trust anchor or a profile.
///
/// @param target the specified trust anchor and profile
/// @param region of the operator's calls; empty if there is none
record RolesAnywhereCommands(RolesAnywhereTarget target, Optional<String> region) {
  String enable(TrustAnchor anchor) {
    return TypedCommand.of("spiffe-aws trust anchor create %s", anchor.name()) + inRegion();
  }

  String sync(TrustAnchor anchor) {
    return TypedCommand.of("spiffe-aws trust anchor sync %s", anchor.name()) + inRegion();
  }

  String listAnchors() {
    return "spiffe-aws trust anchor list" + inRegion();
  }

  String listProfiles() {
    return "spiffe-aws trust profile list" + inRegion();
  }

  /// Creates the profile with all its settings, which enables it.
  String create(ProfileSettings profile) {
    return TypedCommand.of("spiffe-aws trust profile create %s", profile.name())
        + profile.roles().stream()
            .map(role -> TypedCommand.of(" --role %s", role))
            .collect(Collectors.joining())
        + TypedCommand.of(" --duration %s", DurationText.print(profile.duration()))
        + (profile.acceptsSessionName() ? " --accept-session-name" : "")
        + inRegion();
  }

  private String inRegion() {
    return region.filter(target.region()::equals).isPresent()
        ? ""
        : TypedCommand.of(" --region %s", target.region());
  }
}
