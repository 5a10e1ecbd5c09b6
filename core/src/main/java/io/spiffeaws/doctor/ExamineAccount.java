package io.spiffeaws.doctor;

import io.spiffeaws.chain.AwsAccount;
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
    var account = account(requested.role(), report);
    report.add(account.check());
    if (!account.ofRole()) {
      report.skip(ExamineProvider.PERMISSIONS + " in the role's account", "provider");
      report.skip(ExamineRole.PERMISSIONS + " in the role's account", "role", "trust");
      return;
    }
    provider.run(requested.role(), token, report);
    role.run(requested, token, report);
  }

  /// Lets the check of the account fail if it is the cause of a denied exchange.
  void afterExchange(RoleArn role, DoctorReport report) {
    report
        .otherAccount()
        .filter(
            _ -> report.exchangeProblem().filter(e -> OtherAccount.explains(e, report)).isPresent())
        .map(found -> new OtherAccount(role, found, this.role.namesake(role, found)).check())
        .ifPresent(report::replace);
  }

  /// The check of the operator's account.
  ///
  /// @param ofRole whether it is, or may be, the account of the role
  private record AccountCheck(Check check, boolean ofRole) {}

  private AccountCheck account(RoleArn role, DoctorReport report) {
    try {
      var found = caller.find();
      if (!isOf(found, role)) {
        report.otherAccount(found);
      }
      if (!found.partition().equals(role.partition())) {
        return mismatch("partition", found.partition(), role.partition());
      }
      return isOf(found, role)
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

  private static boolean isOf(AwsAccount account, RoleArn role) {
    return account.partition().equals(role.partition())
        && (role.account().isEmpty() || account.id().equals(role.account()));
  }

  private static AccountCheck mismatch(String what, String ours, String ofRole) {
    return new AccountCheck(
        Check.skipped(
            "account",
            "the AWS credentials are for %s %s, but the role is in %s"
                .formatted(what, ours, ofRole),
            "to check provider and role, specify credentials of %s %s with --profile or AWS_PROFILE"
                .formatted(what, ofRole)),
        false);
  }
}
