package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.rolesanywhere.RolesAnywhereTarget;
import io.spiffeaws.rolesanywhere.profile.RolesAnywhereProfile;
import io.spiffeaws.rolesanywhere.profile.RolesAnywhereProfiles;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.sts.SessionName;
import java.util.Optional;
import java.util.function.Function;

/// Checks the profile: it exists, is enabled, lists the role, and accepts the session name.
public final class ExamineProfile {
  static final String PERMISSIONS = "requires rolesanywhere:GetProfile";

  private final Function<String, RolesAnywhereProfiles> profiles;
  private final Optional<String> region;

  /// Creates the checks.
  ///
  /// @param profiles returns the profiles of a region
  /// @param region of the operator's calls; empty if there is none
  public ExamineProfile(Function<String, RolesAnywhereProfiles> profiles, Optional<String> region) {
    this.profiles = profiles;
    this.region = region;
  }

  /// Runs the checks, if that of the trust anchor has not skipped them.
  ///
  /// @param requested the session; empty if no role is specified
  /// @param id the SPIFFE ID of the caller, if it is known
  /// @return the profile, if it exists
  Optional<RolesAnywhereProfile> run(
      RolesAnywhereTarget target,
      Optional<ObtainCredentials.Request> requested,
      Optional<SpiffeId> id,
      DoctorReport report) {
    if (report.has("profile")) {
      return Optional.empty();
    }
    try {
      var found = profiles.apply(target.region()).find(target.profile());
      if (found.isEmpty()) {
        report.add(missing(target, requested.map(ObtainCredentials.Request::role)));
      } else {
        var commands = new RolesAnywhereCommands(region, profiles.apply(target.region())::tags);
        report.add(enabled(found.get(), requested.map(ObtainCredentials.Request::role), commands));
        requested.ifPresent(session -> check(found.get(), session, id, commands, report));
      }
      return found;
    } catch (ProblemException e) {
      report.add(DoctorReport.unreadable("profile", PERMISSIONS, e.problem()));
      return Optional.empty();
    }
  }

  private static Check enabled(
      RolesAnywhereProfile profile, Optional<RoleArn> role, RolesAnywhereCommands commands) {
    var listed = profile.settings().roles().stream().findFirst();
    var name = "%s (%s)".formatted(profile.settings().name(), profile.arn());
    return profile.enabled()
        ? Check.good("profile", name)
        : Check.bad(
            "profile",
            "profile " + name + " is disabled",
            "to enable it, run: "
                + create(
                    profile,
                    listed.or(() -> role.map(RoleArn::toString)).orElse("ROLE"),
                    commands));
  }

  private static void check(
      RolesAnywhereProfile profile,
      ObtainCredentials.Request session,
      Optional<SpiffeId> id,
      RolesAnywhereCommands commands,
      DoctorReport report) {
    report.add(lists(profile, session.role(), commands));
    session
        .sessionName()
        .filter(name -> !id.map(SpiffeId::toString).map(SessionName::of).equals(Optional.of(name)))
        .ifPresent(name -> report.add(accepts(profile, session.role(), name, commands)));
  }

  private static Check lists(
      RolesAnywhereProfile profile, RoleArn role, RolesAnywhereCommands commands) {
    var settings = profile.settings();
    if (settings.roles().contains(role.toString())) {
      return Check.good("profile_role", "the profile lists the role");
    }
    var listed = settings.roles().isEmpty() ? "no role" : String.join(", ", settings.roles());
    return Check.bad(
        "profile_role",
        "profile %s does not list role %s; it lists %s".formatted(settings.name(), role, listed),
        "to add it, run: " + create(profile, role.toString(), commands));
  }

  private static String create(
      RolesAnywhereProfile profile, String role, RolesAnywhereCommands commands) {
    return commands.createProfile(profile.settings().name(), profile.arn(), role);
  }

  private static Check accepts(
      RolesAnywhereProfile profile,
      RoleArn role,
      SessionName name,
      RolesAnywhereCommands commands) {
    return profile.settings().acceptsSessionName()
        ? Check.good("session_name", "the profile accepts session names")
        : Check.bad(
            "session_name",
            "profile %s does not accept session names, and \"%s\" is requested"
                .formatted(profile.settings().name(), name),
            "omit --session-name and AWS_ROLE_SESSION_NAME, or to allow it, run: "
                + create(profile, role.toString(), commands)
                + " --accept-session-name");
  }

  private Check missing(RolesAnywhereTarget target, Optional<RoleArn> role) {
    var detail =
        "account %s has no profile %s in region %s"
            .formatted(target.profile().account(), target.profile().id(), target.region());
    return role.flatMap(wanted -> alternative(target, wanted))
        .map(profile ->
            Check.bad(
                "profile",
                "%s; profile %s lists the role".formatted(detail, profile.settings().name()),
                TypedCommand.of("specify --profile-arn %s", profile.arn())))
        .orElseGet(() ->
            Check.bad(
                "profile",
                detail,
                "to list the profiles, run: " + RolesAnywhereCommands.list("profile", target)));
  }

  private Optional<RolesAnywhereProfile> alternative(RolesAnywhereTarget target, RoleArn role) {
    try {
      return profiles.apply(target.region()).list().stream()
          .filter(RolesAnywhereProfile::enabled)
          .filter(profile -> profile.settings().roles().contains(role.toString()))
          .findFirst();
    } catch (ProblemException unreadable) {
      return Optional.empty();
    }
  }
}
