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
                  "STS does not take the session's policies: " + plain(answer.words()),
                  "see that each of --session-policy and --policy-arn is a policy that is valid and exists");
          case "PackedPolicyTooLarge", "PackedPolicyTooLargeException" ->
              new Problem.Refused(
                  "session-policy-too-large",
                  "the session's policies and tags take more room than STS has for them: "
                      + plain(answer.words()),
                  "make the policy shorter, or name fewer with --policy-arn");
          case "RegionDisabledException" ->
              new Problem.Refused(
                  "region-disabled",
                  "STS is not switched on in that region for this account",
                  "name another --region, or switch the region on in the account");
          default -> null;
        });
  }

  /// STS's words without their full stop.
  static String plain(String words) {
    return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
  }
}
