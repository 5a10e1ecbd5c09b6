package io.spiffeaws.sts;

import io.spiffeaws.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Policies that narrow one session: it may do what its role may do and these allow
/// (AssumeRoleWithWebIdentity and AssumeRole, Policy and PolicyArns).
///
/// @param sessionPolicy a policy document, as text; empty for none
/// @param policyArns managed policies of the role's account or of AWS, at most ten
public record SessionPolicies(Optional<String> sessionPolicy, List<String> policyArns) {
  public static final SessionPolicies NONE = new SessionPolicies(Optional.empty(), List.of());

  private static final Pattern ARN = Pattern.compile("arn:[\\w-]+:iam::[\\w-]+:policy/[!-~]+");
  private static final int MOST_ARNS = 10;
  private static final int LONGEST = 2048;

  /// @throws ProblemException malformed, where STS would refuse them whatever the role
  public SessionPolicies {
    policyArns = List.copyOf(policyArns);
    policyArns.forEach(SessionPolicies::checkArn);
    if (policyArns.size() > MOST_ARNS) {
      throw malformed(
          "a session accepts at most %d managed policies, not %d"
              .formatted(MOST_ARNS, policyArns.size()),
          "specify fewer --policy-arn options");
    }
    sessionPolicy.ifPresent(SessionPolicies::checkCharacters);
    var length = sessionPolicy.orElse("").length() + String.join("", policyArns).length();
    if (length > LONGEST) {
      throw malformed(
          "the session policies have %,d characters; STS accepts at most %,d, ARNs included"
              .formatted(length, LONGEST),
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
