package io.spiffeaws.doctor;

import io.spiffeaws.chain.CallerAccount;
import io.spiffeaws.check.Check;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.sts.RoleArn;
import java.util.Optional;

/// Checks provider and role in the account with the operator's credentials. If a permission is
/// missing, the check is skipped and reports the required permission.
public final class ExamineAccount {
  private final CallerAccount caller;
  private final ExamineProvider provider;
  private final ExamineRole role;

  /// Creates the checks.
  ///
  /// @param caller the operator
  public ExamineAccount(CallerAccount caller, ExamineProvider provider, ExamineRole role) {
    this.caller = caller;
    this.provider = provider;
    this.role = role;
  }

  void run(ObtainCredentials.Request requested, Optional<JwtToken> token, DoctorReport report) {
    var account = account(requested.role());
    report.add(account.check());
    if (!account.ofRole()) {
      report.skip(ExamineProvider.PERMISSIONS + " in the role's account", "provider");
      report.skip(ExamineRole.PERMISSIONS + " in the role's account", "role", "trust");
      return;
    }
    provider.run(requested.role(), token, report);
    role.run(requested, token, report);
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
}
