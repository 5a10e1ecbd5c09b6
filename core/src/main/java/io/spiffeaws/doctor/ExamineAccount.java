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

/// Looks at provider and role in the account, as far as the operator's credentials let it; what
/// they do not let it see is skipped, and the right that it takes is named.
public final class ExamineAccount {
  private static final String PROVIDER_RIGHTS =
      "requires iam:ListOpenIDConnectProviders and iam:GetOpenIDConnectProvider";
  private static final String ROLE_RIGHTS = "requires iam:GetRole";

  private final CallerAccount caller;
  private final Function<String, Optional<Role>> roles;
  private final CheckTrust trust;

  /// @param caller the operator
  /// @param roles of the operator's account, by name
  public ExamineAccount(
      CallerAccount caller, Function<String, Optional<Role>> roles, CheckTrust trust) {
    this.caller = caller;
    this.roles = roles;
    this.trust = trust;
  }

  void run(ObtainCredentials.Request wanted, Optional<JwtToken> token, DoctorReport walk) {
    var account = account(wanted.role());
    walk.add(account.check());
    if (!account.ofRole()) {
      walk.skip(PROVIDER_RIGHTS + " in the role's account", "provider");
      walk.skip(ROLE_RIGHTS + " in the role's account", "role", "trust");
      return;
    }
    provider(wanted.role(), token, walk);
    role(wanted, token, walk);
  }

  /// @param ofRole whether the operator's account is, or may be, that of the role
  private record Looked(Check check, boolean ofRole) {}

  private Looked account(RoleArn role) {
    try {
      var found = caller.find();
      if (!found.partition().equals(role.partition())) {
        return elsewhere("partition", found.partition(), role.partition());
      }
      return role.account().isEmpty() || found.id().equals(role.account())
          ? new Looked(
              Check.good(
                  "account",
                  "the AWS credentials are for %s, the role's account"
                      .formatted(found.id())),
              true)
          : elsewhere("account", found.id(), role.account());
    } catch (ProblemException e) {
      return e.problem().code().equals(CallerAccount.NOT_OFFERED)
          ? new Looked(Check.skipped("account", e.problem().message(), ""), true)
          : new Looked(Check.skipped("account", e.problem().message(), e.problem().hint()), false);
    }
  }

  private static Looked elsewhere(String what, String ours, String ofRole) {
    return new Looked(
        Check.skipped(
            "account",
            "the AWS credentials are for %s %s, but the role is in %s"
                .formatted(what, ours, ofRole),
            "use credentials of the role's account: --profile NAME"),
        false);
  }

  private void provider(RoleArn role, Optional<JwtToken> token, DoctorReport walk) {
    if (token.filter(ExamineToken::whole).isEmpty()) {
      walk.skip(noToken(token), "provider");
      return;
    }
    try {
      walk.addAll(trust.provider(role.toString(), token.get()));
    } catch (ProblemException e) {
      walk.add(unseen("provider", PROVIDER_RIGHTS, e));
    }
  }

  private void role(ObtainCredentials.Request wanted, Optional<JwtToken> token, DoctorReport walk) {
    try {
      var found = roles.apply(wanted.role().name());
      walk.add(role(wanted.role(), found, token));
      if (found.filter(role -> isThat(role, wanted.role())).isEmpty()) {
        walk.skip("the role does not exist", "trust");
        return;
      }
      trust(found.get(), token, walk);
      if (wanted.chain().isEmpty()) { // or the session is one on the way, of the shortest
        walk.add(duration(wanted.duration(), found.get(), token));
      }
    } catch (ProblemException e) {
      walk.add(unseen("role", ROLE_RIGHTS, e));
      walk.skip(ROLE_RIGHTS, "trust");
    }
  }

  private void trust(Role role, Optional<JwtToken> token, DoctorReport walk) {
    if (token.filter(ExamineToken::whole).isEmpty()) {
      walk.skip(noToken(token), "trust");
    } else {
      walk.addAll(trust.trustBeforeExchange(role, token.get()));
    }
  }

  private static boolean isThat(Role role, RoleArn wanted) {
    return role.arn().equals(wanted.toString());
  }

  /// IAM finds a role by its name alone; STS by its whole ARN, path included.
  static Check role(RoleArn wanted, Optional<Role> found, Optional<JwtToken> token) {
    if (found.isEmpty()) {
      return Check.bad(
          "role",
          "role \"%s\" not found in account %s".formatted(wanted.name(), wanted.account()),
          "create it with: " + create(wanted.name(), token));
    }
    return isThat(found.get(), wanted)
        ? Check.good("role", found.get().arn())
        : Check.bad(
            "role",
            "role %s has the ARN %s, not %s".formatted(wanted.name(), found.get().arn(), wanted),
            "specify its ARN: --role " + TypedCommand.word(found.get().arn()));
  }

  static Check duration(Duration wanted, Role role, Optional<JwtToken> token) {
    var asked = DurationText.print(wanted);
    var most = DurationText.print(role.maxSession());
    return wanted.compareTo(role.maxSession()) <= 0
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

  private static Check unseen(String name, String rights, ProblemException e) {
    return Check.skipped(name, rights + ": " + e.problem().message(), e.problem().hint());
  }
}
