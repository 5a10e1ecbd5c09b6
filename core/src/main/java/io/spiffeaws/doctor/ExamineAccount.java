package io.spiffeaws.doctor;

import io.spiffeaws.chain.AwsAccount;
import io.spiffeaws.check.Check;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.sts.ExchangeRejection;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.sts.OtherAccount;
import io.spiffeaws.sts.RoleArn;
import java.util.Optional;
import java.util.Set;

/// Checks provider and role in the account with the operator's credentials. If a permission is
/// missing, the check is skipped and reports the required permission.
public final class ExamineAccount {
  private static final Set<String> CAUSES_IN_ACCOUNT =
      Set.of(
          OtherAccount.CODE,
          ExchangeRejection.NO_PROVIDER.code(),
          ExchangeRejection.NOT_AUTHORIZED.code(),
          ExchangeRejection.INVALID_TOKEN.code(),
          ExchangeRejection.WRONG_AUDIENCE.code());

  private final OperatorAccount account;
  private final ExamineProvider provider;
  private final ExamineRole role;

  /// Creates the checks.
  ///
  /// @param account that of the operator
  public ExamineAccount(OperatorAccount account, ExamineProvider provider, ExamineRole role) {
    this.account = account;
    this.provider = provider;
    this.role = role;
  }

  void run(ObtainCredentials.Request requested, Optional<JwtToken> token, DoctorReport report) {
    var needed = new AwsAccount(requested.role().partition(), requested.role().account());
    if (!account.check(needed, "provider and role", report)) {
      report.skip(OperatorAccount.unread(ExamineProvider.PERMISSIONS, report), "provider");
      report.skip(OperatorAccount.unread(ExamineRole.PERMISSIONS, report), "role", "trust");
      return;
    }
    provider.run(requested.role(), token, report);
    role.run(requested, token, report);
  }

  /// Lets the check of the account fail if it is the cause of a denied exchange.
  void afterExchange(RoleArn role, DoctorReport report) {
    report
        .otherAccount()
        .filter(_ -> report.exchangeProblem().filter(e -> isCause(e, report)).isPresent())
        .map(found ->
            new OtherAccount(role, found.partition(), found.id(), this.role.namesake(role, found)))
        .ifPresent(other -> report.replace(failed(other.problem())));
  }

  private static Check failed(Problem problem) {
    return Check.bad("account", problem.message(), problem.hint());
  }

  /// Returns whether the cause of a denied exchange may be that the role is in another account. If
  /// the exchange succeeds, credentials of another account are no fault.
  private static boolean isCause(Problem exchange, DoctorReport report) {
    return CAUSES_IN_ACCOUNT.contains(exchange.code())
        && report.checks().stream()
            .noneMatch(one -> one.failed() && !one.name().equals("exchange"));
  }
}
