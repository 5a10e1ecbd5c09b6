package io.spiffeaws.doctor;

import io.spiffeaws.chain.AwsAccount;
import io.spiffeaws.check.Check;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.sts.ExchangeRejection;
import io.spiffeaws.sts.RoleArn;
import java.util.Optional;
import java.util.Set;

/// Lets the check of the account fail if STS denied the exchange for a cause in the role's account,
/// which the operator's credentials cannot read, and no other check explains it. If the exchange
/// succeeds, such credentials are no fault.
///
/// @param credentials the account of the operator's credentials
/// @param namesake the ARN of the role with the requested path and name in that account; empty if
///   there is none, or it cannot be read
record OtherAccount(RoleArn role, AwsAccount credentials, Optional<String> namesake) {
  private static final Set<String> CAUSES_IN_ACCOUNT =
      Set.of(
          ExchangeRejection.NO_PROVIDER.code(),
          ExchangeRejection.NOT_AUTHORIZED.code(),
          ExchangeRejection.INVALID_TOKEN.code(),
          ExchangeRejection.WRONG_AUDIENCE.code());

  /// Returns whether the cause of a denied exchange may be that the role is in another account.
  static boolean explains(Problem exchange, DoctorReport report) {
    return CAUSES_IN_ACCOUNT.contains(exchange.code())
        && report.checks().stream()
            .noneMatch(one -> one.failed() && !one.name().equals("exchange"));
  }

  Check check() {
    return Check.bad(
        "account",
        "STS denied the token for role %s; the AWS credentials are for %s, so they cannot read why%s"
            .formatted(
                role,
                ours(),
                namesake.map(arn -> "; %s has the role %s".formatted(ours(), arn)).orElse("")),
        namesake
                .map(arn ->
                    TypedCommand.of(
                        "if that role is meant, specify its ARN: --role %s; if not, ", arn))
                .orElse("")
            + "to find the cause, specify credentials of %s with --profile or AWS_PROFILE"
                .formatted(called(role.partition(), role.account())));
  }

  private String ours() {
    return called(credentials.partition(), credentials.id());
  }

  private String called(String partition, String account) {
    return "account "
        + account
        + (credentials.partition().equals(role.partition()) ? "" : " of partition " + partition);
  }
}
