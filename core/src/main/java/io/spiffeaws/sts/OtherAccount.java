package io.spiffeaws.sts;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.TypedCommand;
import java.util.Optional;

/// The problem that STS denied an exchange for a cause in the role's account, which the operator's
/// credentials cannot read since they are for another account.
///
/// @param role the requested role
/// @param partition of the credentials
/// @param account of the credentials
/// @param namesake the ARN of the role with the requested name in that account; empty if there is
///   none, or it cannot be read
public record OtherAccount(
    RoleArn role, String partition, String account, Optional<String> namesake) {
  /// The problem's code.
  public static final String CODE = "other-account";

  /// Returns the problem. Its hint creates nothing, since that would be in the wrong account.
  public Problem problem() {
    return new Problem.Refused(
        CODE,
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
    return called(partition, account);
  }

  private String called(String its, String id) {
    return "account " + id + (partition.equals(role.partition()) ? "" : " of partition " + its);
  }
}
