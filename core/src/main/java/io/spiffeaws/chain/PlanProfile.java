package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestRole;
import io.spiffeaws.chain.manifest.ManifestRolesAnywhere;
import io.spiffeaws.chain.manifest.RoleWay;
import io.spiffeaws.change.Change;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.rolesanywhere.profile.ProfileSettings;
import io.spiffeaws.time.DurationText;
import io.spiffeaws.trust.iam.TagDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Plans the changes of a chain's profile of IAM Roles Anywhere. Its session policy and managed
/// policies, which only restrict sessions, are not changed.
final class PlanProfile {
  private final ChainOwner owner;
  private final Manifest manifest;
  private final CurrentState.Aws aws;
  private final RolesAnywhereState state;
  private final Adoption adoption;

  PlanProfile(
      ChainOwner owner,
      Manifest manifest,
      CurrentState.Aws aws,
      RolesAnywhereState state,
      Adoption adoption) {
    this.owner = owner;
    this.manifest = manifest;
    this.aws = aws;
    this.state = state;
    this.adoption = adoption;
  }

  /// At most one change for the profile that the chain names, then those for others that it
  /// manages.
  List<PlannedChange> steps() {
    var steps = new ArrayList<PlannedChange>();
    var named = manifest.rolesAnywhere().flatMap(it -> AnchorChoice.profile(owner, it, state));
    manifest
        .rolesAnywhere()
        .ifPresent(wanted ->
            steps.add(
                named
                    .map(found -> over(found, wanted))
                    .orElseGet(() ->
                        new PlannedChange.CreateProfile(
                            settings(wanted, Optional.empty()), owner.tags()))));
    for (var found : state.profiles()) {
      if (owner.manages(found.tags()) && !named.filter(found::equals).isPresent()) {
        steps.add(new PlannedChange.DeleteProfile(found));
      }
    }
    return steps;
  }

  /// The settings that a profile is to have.
  ///
  /// @param before the settings of an existing profile
  private ProfileSettings settings(ManifestRolesAnywhere wanted, Optional<ProfileSettings> before) {
    return new ProfileSettings(
        wanted.profile(),
        manifest.rolesOf(RoleWay.ROLES_ANYWHERE).stream().map(this::arn).toList(),
        wanted.duration(),
        wanted.acceptsSessionName(),
        before.flatMap(ProfileSettings::sessionPolicy),
        before.map(ProfileSettings::policyArns).orElse(List.of()));
  }

  private String arn(ManifestRole role) {
    var found = aws.roles().get(role.name().text());
    return found == null ? ChainRole.arn(role, aws.account().orElseThrow()) : found.role().arn();
  }

  private PlannedChange over(RolesAnywhereState.Profile found, ManifestRolesAnywhere wanted) {
    if (!owner.manages(found.tags()) && AnchorChoice.profiles(wanted, state).size() > 1) {
      return conflict(
          wanted.profile(),
          "several profiles have the name %s, and this chain manages none of them"
              .formatted(wanted.profile()),
          "specify another name");
    }
    var before = found.profile().settings();
    var after = settings(wanted, Optional.of(before));
    if (!adoption.mayChange(owner, found.tags())) {
      return unmanaged(found, wanted, after);
    }
    var tags = TagDiff.of(found.tags(), owner.tags(), false).added();
    return ProfileChanges.same(before, after) && found.profile().enabled() && tags.isEmpty()
        ? kept(found, note(before))
        : new PlannedChange.ChangeProfile(found, after, !found.profile().enabled(), tags);
  }

  /// Says what restricts sessions and is not in the chain.
  private static String note(ProfileSettings settings) {
    return settings.sessionPolicy().isPresent() || !settings.policyArns().isEmpty()
        ? "its session policies are not changed"
        : "";
  }

  /// Uses a profile that the chain does not manage, if it allows what the chain specifies.
  private PlannedChange unmanaged(
      RolesAnywhereState.Profile found, ManifestRolesAnywhere wanted, ProfileSettings after) {
    var missing = missing(found, after);
    return missing.isEmpty()
        ? kept(found, ChainOwner.notChanged(found.tags()))
        : conflict(
            wanted.profile(),
            "profile %s exists, is not managed by this chain, and %s"
                .formatted(wanted.profile(), String.join(" and ", missing)),
            hint(found.tags()));
  }

  private String hint(Map<String, String> tags) {
    return owner.ofAnotherChain(tags)
        ? "specify another name: that profile is managed by the chain " + tags.get(ChainOwner.TAG)
        : "specify another name; or to see what taking it over would change, run: "
            + adoption.command();
  }

  private static List<String> missing(RolesAnywhereState.Profile found, ProfileSettings after) {
    var before = found.profile().settings();
    var missing = new ArrayList<String>();
    if (!found.profile().enabled()) {
      missing.add("is disabled");
    }
    after.roles().stream()
        .filter(role -> !before.roles().contains(role))
        .forEach(role -> missing.add("lacks the role " + role));
    if (before.duration().compareTo(after.duration()) < 0) {
      missing.add("limits sessions to " + DurationText.print(before.duration()));
    }
    if (after.acceptsSessionName() && !before.acceptsSessionName()) {
      missing.add("does not accept session names");
    }
    return missing;
  }

  private static PlannedChange conflict(String name, String message, String hint) {
    return new PlannedChange.Conflict(
        Change.Kind.TRUST_PROFILE, name, new Problem.Refused("profile-not-ours", message, hint));
  }

  private static PlannedChange kept(RolesAnywhereState.Profile found, String why) {
    return new PlannedChange.Keep(
        new Change(
            Change.Kind.TRUST_PROFILE,
            found.profile().settings().name(),
            Change.Action.UNCHANGED,
            found.profile().arn().toString(),
            why));
  }
}
