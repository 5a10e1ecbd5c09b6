package io.spiffeaws.doctor;

import io.spiffeaws.chain.CallerAccount;
import io.spiffeaws.check.Check;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.sts.CheckTrust;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.time.DurationText;
import io.spiffeaws.trust.iam.Role;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// Checks provider and role in the account with the operator's credentials. If a permission is
/// missing, the check is skipped and reports the required permission.
public final class ExamineAccount {
  private static final String PROVIDER_PERMISSIONS =
      "requires iam:ListOpenIDConnectProviders and iam:GetOpenIDConnectProvider";
  private static final String ROLE_PERMISSIONS = "requires iam:GetRole";

  private final CallerAccount caller;
  private final Function<String, Optional<Role>> roles;
  private final CheckTrust trust;

  /// Creates the checks.
  ///
  /// @param caller the operator
  /// @param roles returns a role of the operator's account by name
  public ExamineAccount(
      CallerAccount caller, Function<String, Optional<Role>> roles, CheckTrust trust) {
    this.caller = caller;
    this.roles = roles;
    this.trust = trust;
  }

  void run(ObtainCredentials.Request requested, Optional<JwtToken> token, DoctorReport report) {
    var account = account(requested.role());
    report.add(account.check());
    if (!account.ofRole()) {
      report.skip(PROVIDER_PERMISSIONS + " in the role's account", "provider");
      report.skip(ROLE_PERMISSIONS + " in the role's account", "role", "trust");
      return;
    }
    provider(requested.role(), token, report);
    role(requested, token, report);
  }

  /// The check of the operator's account.
  ///
  /// @param ofRole whether it is, or may be, the account of the role
  private record AccountCheck(Check check, boolean ofRole) {}

  private AccountCheck account(RoleArn role) {
    try {
      var found = caller.find();
      if (!found.partition().equals(role.partition())) {
        return mismatch("partition", found.partition(), role.partition());
      }
      return role.account().isEmpty() || found.id().equals(role.account())
          ? new AccountCheck(
              Check.good(
                  "account",
                  "the AWS credentials are for %s, the role's account".formatted(found.id())),
              true)
          : mismatch("account", found.id(), role.account());
    } catch (ProblemException e) {
      return e.problem().code().equals(CallerAccount.NOT_OFFERED)
          ? new AccountCheck(Check.skipped("account", e.problem().message(), ""), true)
          : new AccountCheck(
              Check.skipped("account", e.problem().message(), e.problem().hint()), false);
    }
  }

  private static AccountCheck mismatch(String what, String ours, String ofRole) {
    return new AccountCheck(
        Check.skipped(
            "account",
            "the AWS credentials are for %s %s, but the role is in %s"
                .formatted(what, ours, ofRole),
            "use credentials of the role's account: --profile NAME"),
        false);
  }

  private void provider(RoleArn role, Optional<JwtToken> token, DoctorReport report) {
    if (token.filter(ExamineToken::hasTrustClaims).isEmpty()) {
      report.skip(noToken(token), "provider");
      return;
    }
    try {
      report.addAll(trust.provider(role.toString(), token.get()));
    } catch (ProblemException e) {
      report.add(unreadable("provider", PROVIDER_PERMISSIONS, e));
    }
  }

  private void role(
      ObtainCredentials.Request requested, Optional<JwtToken> token, DoctorReport report) {
    try {
      var found = roles.apply(requested.role().name());
      report.add(role(requested.role(), found, token));
      if (found.filter(role -> isThat(role, requested.role())).isEmpty()) {
        report.skip("the role does not exist", "trust");
        return;
      }
      trust(found.get(), token, report);
      if (requested.chain().isEmpty()) { // an intermediate session has the minimum duration
        report.add(duration(requested.duration(), found.get(), token));
      }
    } catch (ProblemException e) {
      report.add(unreadable("role", ROLE_PERMISSIONS, e));
      report.skip(ROLE_PERMISSIONS, "trust");
    }
  }

  private void trust(Role role, Optional<JwtToken> token, DoctorReport report) {
    if (token.filter(ExamineToken::hasTrustClaims).isEmpty()) {
      report.skip(noToken(token), "trust");
    } else {
      report.addAll(trust.trustBeforeExchange(role, token.get()));
    }
  }

  private static boolean isThat(Role role, RoleArn requested) {
    return role.arn().equals(requested.toString());
  }

  /// Checks that the role exists with the requested path. IAM finds a role by its name, but STS by
  /// its full ARN with path.
  static Check role(RoleArn requested, Optional<Role> found, Optional<JwtToken> token) {
    if (found.isEmpty()) {
      return Check.bad(
          "role",
          "role %s not found in account %s".formatted(requested.name(), requested.account()),
          "create it with: " + create(requested.name(), token));
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
            "specify --duration %s, or to allow it, run: %s --max-session-duration %s%s"
                .formatted(most, create(role.name(), token), asked, role.ours() ? "" : " --adopt"));
  }

  private static String create(String role, Optional<JwtToken> token) {
    return TypedCommand.of(
        "spiffe-aws trust role create %s --issuer %s --sub %s",
        role,
        token.flatMap(JwtToken::issuer).orElse("URL"),
        token.flatMap(JwtToken::subject).orElse("ID"));
  }

  private static String noToken(Optional<JwtToken> token) {
    return token.isEmpty() ? "there is no token" : "the token lacks an issuer, subject or audience";
  }

  private static Check unreadable(String name, String permissions, ProblemException e) {
    return Check.skipped(name, permissions + ": " + e.problem().message(), e.problem().hint());
  }
}
