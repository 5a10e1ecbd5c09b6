package io.spiffeaws.sts;

import io.spiffeaws.aws.ServiceRefusal;
import io.spiffeaws.problem.Problem;
import java.util.Optional;

/// What STS refuses about a session however it is asked for (AssumeRole and
/// AssumeRoleWithWebIdentity, Errors).
final class SessionProblems {
  private SessionProblems() {}

  /// Empty where it is something else.
  static Optional<Problem> of(ServiceRefusal answer) {
    return Optional.ofNullable(
        switch (answer.code()) {
          case "MalformedPolicyDocument", "MalformedPolicyDocumentException" ->
              new Problem.Refused(
                  "session-policy-refused",
                  "STS rejected the session policies: " + plain(answer.words()),
                  "check that each --session-policy and --policy-arn is a valid policy that exists");
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

  /// STS's words without their full stop.
  static String plain(String words) {
    return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
  }
}
