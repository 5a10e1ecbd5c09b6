package io.spiffeaws.doctor;

import io.spiffeaws.chain.AwsAccount;
import io.spiffeaws.check.Check;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.sts.CheckTrust;
import io.spiffeaws.sts.MissingRole;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.time.DurationText;
import io.spiffeaws.trust.iam.Role;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// Checks the role, its trust policy and its maximum session duration.
public final class ExamineRole {
  static final String PERMISSIONS = "requires iam:GetRole";

  private final Function<String, Optional<Role>> roles;
  private final CheckTrust trust;

  /// Creates the checks.
  ///
  /// @param roles returns a role of the operator's account by name
  public ExamineRole(Function<String, Optional<Role>> roles, CheckTrust trust) {
    this.roles = roles;
    this.trust = trust;
  }

  void run(ObtainCredentials.Request requested, Optional<JwtToken> token, DoctorReport report) {
    try {
      var found = roles.apply(requested.role().name());
      report.add(
          role(
              requested.role(),
              found,
              token.flatMap(known -> MissingRole.command(requested.role().name(), known)),
              trust::similar));
      if (found.filter(role -> isThat(role, requested.role())).isEmpty()) {
        report.skip("the role does not exist", "trust");
        return;
      }
      trust(found.get(), token, report);
      if (requested.chain().isEmpty()) { // an intermediate session has the minimum duration
        report.add(duration(requested.duration(), found.get(), token));
      }
    } catch (ProblemException e) {
      report.add(DoctorReport.unreadable("role", PERMISSIONS, e.problem()));
      report.skip(PERMISSIONS, "trust");
    }
  }

  /// Returns the ARN of the role with the requested path and name in another account.
  ///
  /// @param account of the operator
  /// @return empty if there is none, or it cannot be read
  Optional<String> namesake(RoleArn requested, AwsAccount account) {
    var arn = new RoleArn(account.partition(), account.id(), requested.resource()).toString();
    try {
      return roles.apply(requested.name()).map(Role::arn).filter(arn::equals);
    } catch (ProblemException unreadable) {
      return Optional.empty();
    }
  }

  private void trust(Role role, Optional<JwtToken> token, DoctorReport report) {
    if (token.filter(ExamineToken::hasTrustClaims).isEmpty()) {
      report.skip(ExamineToken.noTrustClaims(token), "trust");
    } else {
      report.addAll(trust.trustBeforeExchange(role, token.get()));
    }
  }

  private static boolean isThat(Role role, RoleArn requested) {
    return role.arn().equals(requested.toString());
  }

  /// Checks that the role exists with the requested path. IAM finds a role by its name, but STS by
  /// its full ARN with path.
  ///
  /// @param creation the command that creates the role; empty if it is unknown
  /// @param similar returns the role of a similar name
  static Check role(
      RoleArn requested,
      Optional<Role> found,
      Optional<String> creation,
      Function<String, Optional<Role>> similar) {
    if (found.isEmpty()) {
      var problem = MissingRole.of(requested, similar.apply(requested.name()), creation);
      return Check.bad("role", problem.message(), problem.hint());
    }
    return isThat(found.get(), requested)
        ? Check.good("role", found.get().arn())
        : Check.bad(
            "role",
            "role %s has the ARN %s, not %s"
                .formatted(requested.name(), found.get().arn(), requested),
            "specify its ARN: --role " + TypedCommand.word(found.get().arn()));
  }

  static Check duration(Duration requested, Role role, Optional<JwtToken> token) {
    var asked = DurationText.print(requested);
    var most = DurationText.print(role.maxSession());
    return requested.compareTo(role.maxSession()) <= 0
        ? Check.good("duration", "%s; the role allows up to %s".formatted(asked, most))
        : Check.bad(
            "duration",
            "a session of %s is requested, but the role allows at most %s".formatted(asked, most),
            "specify --duration " + most + longer(role, asked, token));
  }

  private static String longer(Role role, String asked, Optional<JwtToken> token) {
    return token
        .flatMap(found -> MissingRole.command(role.name(), found))
        .map(command ->
            ", or to allow it, run: %s --max-session-duration %s%s"
                .formatted(command, asked, role.isManaged() ? "" : " --adopt"))
        .orElse("");
  }
}
