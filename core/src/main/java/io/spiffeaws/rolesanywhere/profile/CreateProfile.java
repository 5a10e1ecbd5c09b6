package io.spiffeaws.rolesanywhere.profile;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.rolesanywhere.management.FoundResource;
import io.spiffeaws.rolesanywhere.management.ManagedTags;
import io.spiffeaws.rolesanywhere.management.ResourceReference;
import io.spiffeaws.time.DurationText;
import io.spiffeaws.trust.iam.ChangeReport;
import io.spiffeaws.trust.iam.CompletedWrites;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.iam.TagDiff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Creates or updates a profile. Specified settings are added; nothing is removed unless `exact` is
/// requested.
public final class CreateProfile {
  private static final Duration SHORTEST = Duration.ofMinutes(15);
  private static final Duration LONGEST = Duration.ofHours(12);
  private static final int MAX_POLICIES = 50;

  private final RolesAnywhereProfiles profiles;
  private final ProfileRoles roles;

  public CreateProfile(RolesAnywhereProfiles profiles, Roles roles) {
    this.profiles = profiles;
    this.roles = new ProfileRoles(roles);
  }

  /// @param roles at least one
  /// @param duration of sessions, 15 minutes to 12 hours; if empty, 1 hour for a new profile
  /// @param sessionPolicy a policy document, as JSON
  /// @param policyArns managed policies that limit the sessions
  /// @param exact remove everything that is not specified
  /// @param adopt manage a profile that this tool did not create
  public record Request(
      ResourceReference reference,
      List<RoleReference> roles,
      Optional<Duration> duration,
      boolean acceptSessionName,
      Optional<String> sessionPolicy,
      List<String> policyArns,
      Map<String, String> tags,
      boolean exact,
      boolean adopt,
      boolean dryRun) {
    public Request {
      roles = List.copyOf(roles);
      policyArns = policyArns.stream().distinct().toList();
      tags = Map.copyOf(tags);
      duration.ifPresent(CreateProfile::check);
      if (policyArns.size() > MAX_POLICIES) {
        throw ProblemException.malformed(
            "too-many-policies", "a profile has at most 50 managed policies", "");
      }
    }
  }

  private static void check(Duration duration) {
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
      throw ProblemException.malformed(
          "malformed-session-duration",
          "invalid session duration \"%s\" (--duration): expected 15m to 12h"
              .formatted(DurationText.print(duration)),
          "");
    }
  }

  /// @throws ProblemException missing: a role, or the ARN; malformed: the name is ambiguous;
  ///   refused: `profile-not-ours`, or if AWS rejects a call. The message lists the completed
  ///   writes
  public ChangeReport run(Request request) {
    var resolved = roles.resolve(request.roles());
    var found = ProfileLookup.of(profiles).find(request.reference());
    found.ifPresent(profile -> checkManaged(profile, request));
    if (found.isEmpty() && request.reference().arn().isPresent()) {
      ProfileLookup.of(profiles).required(request.reference(), "");
    }
    var current = found.map(profile -> profile.resource().settings());
    var desired = DesiredProfile.of(current, request, resolved.stream().map(Role::arn).toList());
    var change =
        found
            .map(profile -> update(profile, desired, request))
            .orElseGet(() -> create(desired, request));
    return new ChangeReport(
        new Changes(List.of(change), request.dryRun()),
        ProfileRoles.warnings(resolved, desired.duration()));
  }

  private Change create(ProfileSettings desired, Request request) {
    var tags = ManagedTags.of(request.tags());
    var lines = new ArrayList<>(DesiredProfile.lines(Optional.empty(), desired));
    lines.addAll(TagDiff.of(Map.of(), tags, false).lines());
    var arn = request.dryRun() ? null : profiles.create(desired, tags).arn().toString();
    return change(desired.name(), Change.Action.CREATED, arn, lines);
  }

  private Change update(
      FoundResource<RolesAnywhereProfile> found, ProfileSettings desired, Request request) {
    var profile = found.resource();
    var tags = TagDiff.of(found.tags(), ManagedTags.of(request.tags()), false);
    var lines = new ArrayList<>(DesiredProfile.lines(Optional.of(profile.settings()), desired));
    if (!profile.enabled()) {
      lines.add("+ enabled");
    }
    lines.addAll(tags.lines());
    if (!request.dryRun()) {
      write(profile, desired, tags);
    }
    return change(
        desired.name(),
        lines.isEmpty() ? Change.Action.UNCHANGED : Change.Action.UPDATED,
        profile.arn().toString(),
        lines);
  }

  private void write(RolesAnywhereProfile profile, ProfileSettings desired, TagDiff tags) {
    var writes = new CompletedWrites();
    try {
      if (!tags.added().isEmpty()) {
        profiles.tag(profile.arn(), tags.added());
        writes.add("profile " + desired.name() + " was tagged");
      }
      if (!DesiredProfile.lines(Optional.of(profile.settings()), desired).isEmpty()) {
        profiles.update(profile.arn(), desired);
        writes.add("profile " + desired.name() + " was updated");
      }
      if (!profile.enabled()) {
        profiles.enable(profile.arn());
      }
    } catch (ProblemException e) {
      throw writes.addTo(e);
    }
  }

  private static Change change(
      String name, Change.Action action, @Nullable String arn, List<String> lines) {
    return new Change(Change.Kind.TRUST_PROFILE, name, action, arn, String.join("\n", lines));
  }

  private static void checkManaged(FoundResource<RolesAnywhereProfile> found, Request request) {
    if (!found.isManaged() && !request.adopt()) {
      var arn = found.resource().arn();
      throw ProblemException.refused(
          "profile-not-ours",
          "profile %s was not created by spiffe-aws (it has no tag spiffe-aws)".formatted(arn),
          TypedCommand.of("to manage it, run: spiffe-aws trust profile create %s --adopt ", arn)
              + TypedCommand.options(
                  "--role", request.roles().stream().map(RoleReference::toString).toList()));
    }
  }
}
