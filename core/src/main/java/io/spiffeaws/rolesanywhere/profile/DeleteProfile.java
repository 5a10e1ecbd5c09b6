package io.spiffeaws.rolesanywhere.profile;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.rolesanywhere.management.FoundResource;
import io.spiffeaws.rolesanywhere.management.ResourceReference;
import io.spiffeaws.trust.iam.ChangeReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Deletes a profile, if it lists no role.
public final class DeleteProfile {
  private final RolesAnywhereProfiles profiles;

  public DeleteProfile(RolesAnywhereProfiles profiles) {
    this.profiles = profiles;
  }

  /// @param force delete a profile that lists roles, or that this tool did not create
  public record Request(ResourceReference reference, boolean force, boolean dryRun) {}

  /// Deletes the profile. One that does not exist is reported as unchanged. With `force`, its roles
  /// are a warning.
  ///
  /// @throws ProblemException refused, in a dry run too: `profile-in-use`, `profile-not-ours`, or
  ///   if AWS rejects a call
  public ChangeReport run(Request request) {
    var found = ProfileLookup.of(profiles).find(request.reference());
    if (found.isEmpty()) {
      var name = request.reference().text();
      var change = change(name, Change.Action.UNCHANGED, null, "profile not found");
      return new ChangeReport(new Changes(List.of(change), request.dryRun()), List.of());
    }
    check(found.get(), request);
    var profile = found.get().resource();
    if (!request.dryRun()) {
      profiles.delete(profile.arn());
    }
    var change =
        change(profile.settings().name(), Change.Action.DELETED, profile.arn().toString(), "");
    return new ChangeReport(
        new Changes(List.of(change), request.dryRun()), warnings(profile.settings().roles()));
  }

  private static void check(FoundResource<RolesAnywhereProfile> found, Request request) {
    if (request.force()) {
      return;
    }
    var profile = found.resource();
    var hint =
        "to delete it anyway, run: "
            + TypedCommand.of("spiffe-aws trust profile delete %s --force", request.reference());
    if (!found.isManaged()) {
      throw ProblemException.refused(
          "profile-not-ours",
          "profile %s was not created by spiffe-aws (it has no tag spiffe-aws)"
              .formatted(profile.arn()),
          hint);
    }
    if (!profile.settings().roles().isEmpty()) {
      throw ProblemException.refused(
          "profile-in-use",
          "profile %s lists roles: %s"
              .formatted(profile.arn(), String.join(", ", profile.settings().roles())),
          hint);
    }
  }

  private static List<String> warnings(List<String> roles) {
    return roles.isEmpty()
        ? List.of()
        : List.of(
            "these roles can no longer be assumed through the profile: "
                + String.join(", ", roles));
  }

  private static Change change(
      String name, Change.Action action, @Nullable String arn, String detail) {
    return new Change(Change.Kind.TRUST_PROFILE, name, action, arn, detail);
  }
}
