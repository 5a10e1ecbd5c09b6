package io.spiffeaws.sts;

import io.spiffeaws.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Session policies: the session gets the intersection with the role's permissions
/// (AssumeRoleWithWebIdentity and AssumeRole, Policy and PolicyArns).
///
/// @param sessionPolicy a policy document, as text; empty for none
/// @param policyArns managed policies of the role's account or of AWS, at most ten
public record SessionPolicies(Optional<String> sessionPolicy, List<String> policyArns) {
  /// No session policies: the session has all permissions of the role.
  public static final SessionPolicies NONE = new SessionPolicies(Optional.empty(), List.of());

  private static final Pattern ARN = Pattern.compile("arn:[\\w-]+:iam::[\\w-]+:policy/[!-~]+");
  private static final int MAX_ARNS = 10;
  private static final int MAX_LENGTH = 2048;

  /// Validates the policies.
  ///
  /// @throws ProblemException malformed, if STS would reject them for every role
  public SessionPolicies {
    policyArns = List.copyOf(policyArns);
    policyArns.forEach(SessionPolicies::checkArn);
    if (policyArns.size() > MAX_ARNS) {
      throw malformed(
          "a session accepts at most %d managed policies, not %d"
              .formatted(MAX_ARNS, policyArns.size()),
          "specify fewer --policy-arn options");
    }
    sessionPolicy.ifPresent(SessionPolicies::checkCharacters);
    var length = sessionPolicy.orElse("").length() + String.join("", policyArns).length();
    if (length > MAX_LENGTH) {
      throw malformed(
          "the session policies have %,d characters; STS accepts at most %,d, ARNs included"
              .formatted(length, MAX_LENGTH),
          "shorten the policy, or create a managed policy and specify it with --policy-arn");
    }
  }

  private static void checkArn(String arn) {
    if (!ARN.matcher(arn).matches()) {
      throw malformed(
          "\"" + arn.replaceAll("\\p{Cntrl}", "?") + "\" is not the ARN of a managed policy",
          "use arn:aws:iam::ACCOUNT:policy/NAME, or arn:aws:iam::aws:policy/NAME for an AWS managed"
              + " policy");
    }
  }

  private static void checkCharacters(String document) {
    var other = document.codePoints().filter(c -> c > 0xff).findFirst();
    if (other.isPresent()) {
      throw malformed(
          "the session policy contains '%s', which STS does not accept"
              .formatted(Character.toString(other.getAsInt())),
          "use only the characters of Latin-1");
    }
  }

  private static ProblemException malformed(String message, String hint) {
    return ProblemException.malformed("malformed-session-policy", message, hint);
  }
}
