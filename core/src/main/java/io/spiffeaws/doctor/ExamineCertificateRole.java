package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.rolesanywhere.RolesAnywhereTarget;
import io.spiffeaws.rolesanywhere.profile.RolesAnywhereProfile;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.time.DurationText;
import io.spiffeaws.trust.iam.MisspelledRole;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.workload.X509Svid;
import java.time.Duration;
import java.util.Optional;

/// Checks the role of a session of IAM Roles Anywhere: it exists, its trust policy allows the
/// X509-SVID, and its maximum session duration.
public final class ExamineCertificateRole {
  private final Roles roles;

  /// @param roles of the operator's account
  public ExamineCertificateRole(Roles roles) {
    this.roles = roles;
  }

  void run(
      RolesAnywhereTarget target,
      ObtainCredentials.Request requested,
      Optional<X509Svid> svid,
      Optional<RolesAnywhereProfile> profile,
      DoctorReport report) {
    var arn = requested.role();
    try {
      var found = roles.find(arn.name());
      report.add(
          ExamineRole.role(
              arn,
              found,
              svid.map(known -> creation(arn.name(), target, known)),
              name -> MisspelledRole.of(name, roles)));
      var role = found.filter(one -> one.arn().equals(arn.toString()));
      if (role.isEmpty()) {
        report.skip("the role does not exist", "trust");
        return;
      }
      if (svid.isEmpty()) {
        report.skip("there is no X509-SVID", "trust");
      } else {
        report.add(
            new SvidTrust(target, svid.get(), requested.sessionName(), profile).check(role.get()));
      }
      report.add(duration(target, requested, role.get(), svid, profile));
    } catch (ProblemException e) {
      report.add(DoctorReport.unreadable("role", ExamineRole.PERMISSIONS, e.problem()));
      report.skip(ExamineRole.PERMISSIONS, "trust");
    }
  }

  private static String creation(String name, RolesAnywhereTarget target, X509Svid svid) {
    return TypedCommand.of(
        "spiffe-aws trust role create %s --trust-anchor-arn %s --sub %s",
        name, target.anchor(), svid.spiffeId());
  }

  /// The service uses the shorter duration of request and profile, and the role limits it.
  private static Check duration(
      RolesAnywhereTarget target,
      ObtainCredentials.Request requested,
      Role role,
      Optional<X509Svid> svid,
      Optional<RolesAnywhereProfile> profile) {
    var limit = profile.map(found -> found.settings().duration());
    var effective =
        limit.filter(most -> most.compareTo(requested.duration()) < 0).orElse(requested.duration());
    var most = DurationText.print(role.maxSession());
    if (effective.compareTo(role.maxSession()) > 0) {
      return Check.bad(
          "duration",
          "a session of %s is requested, but the role allows at most %s"
              .formatted(DurationText.print(effective), most),
          "specify --duration " + most + longer(target, role, svid, effective));
    }
    return Check.good(
        "duration", DurationText.print(effective) + shortened(requested.duration(), limit, most));
  }

  private static String longer(
      RolesAnywhereTarget target, Role role, Optional<X509Svid> svid, Duration duration) {
    return svid.map(known ->
            ", or to allow it, run: %s --max-session-duration %s%s"
                .formatted(
                    creation(role.name(), target, known),
                    DurationText.print(duration),
                    role.isManaged() ? "" : " --adopt"))
        .orElse("");
  }

  private static String shortened(Duration requested, Optional<Duration> limit, String most) {
    return limit
        .filter(profiles -> profiles.compareTo(requested) < 0)
        .map(_ ->
            ", the limit of the profile, instead of the requested " + DurationText.print(requested))
        .orElse("; the role allows up to " + most);
  }
}
