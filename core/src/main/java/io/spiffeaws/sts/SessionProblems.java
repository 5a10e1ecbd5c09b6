package io.spiffeaws.sts;

import io.spiffeaws.aws.ServiceError;
import io.spiffeaws.problem.Problem;
import java.util.Optional;

/// Translates the errors that AssumeRole and AssumeRoleWithWebIdentity have in common to problems
/// (AWS STS API Reference, Errors).
final class SessionProblems {
  private SessionProblems() {}

  /// Returns the problem of an error, or empty if the error is another one.
  static Optional<Problem> of(ServiceError answer) {
    return Optional.ofNullable(
        switch (answer.code()) {
          case "MalformedPolicyDocument", "MalformedPolicyDocumentException" ->
              new Problem.Refused(
                  "session-policy-refused",
                  "STS rejected the session policies: " + plain(answer.words()),
                  "check that each --session-policy and --policy-arn is a valid, existing policy");
          case "PackedPolicyTooLarge", "PackedPolicyTooLargeException" ->
              new Problem.Refused(
                  "session-policy-too-large",
                  "the session policies and tags are larger than STS allows: "
                      + plain(answer.words()),
                  "shorten the policy, or specify fewer --policy-arn options");
          case "RegionDisabledException" ->
              new Problem.Refused(
                  "region-disabled",
                  "STS is not enabled in that region for this account",
                  "specify another --region, or enable the region in the account");
          default -> null;
        });
  }

  /// Returns the error text of STS without its full stop.
  static String plain(String words) {
    return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
  }
}
