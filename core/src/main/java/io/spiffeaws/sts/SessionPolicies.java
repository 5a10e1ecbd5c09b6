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
          "a session takes %d managed policies at most, not %d"
              .formatted(MOST_ARNS, policyArns.size()),
          "name fewer with --policy-arn");
    }
    sessionPolicy.ifPresent(SessionPolicies::checkCharacters);
    var length = sessionPolicy.orElse("").length() + String.join("", policyArns).length();
    if (length > LONGEST) {
      throw malformed(
          "the session's policies have %,d characters, and STS takes %,d of policy and ARNs together"
              .formatted(length, LONGEST),
          "make the policy shorter, or make it a managed one and name it with --policy-arn");
    }
  }

  private static void checkArn(String arn) {
    if (!ARN.matcher(arn).matches()) {
      throw malformed(
          "\"" + arn.replaceAll("\\p{Cntrl}", "?") + "\" is not the ARN of a managed policy",
          "write it as arn:aws:iam::ACCOUNT:policy/NAME, or arn:aws:iam::aws:policy/NAME for one of"
              + " AWS's own");
    }
  }

  private static void checkCharacters(String document) {
    var other = document.codePoints().filter(c -> c > 0xff).findFirst();
    if (other.isPresent()) {
      throw malformed(
          "the session policy holds '%s', which STS does not take"
              .formatted(Character.toString(other.getAsInt())),
          "STS takes the characters of Latin-1");
    }
  }

  private static ProblemException malformed(String message, String hint) {
    return ProblemException.malformed("malformed-session-policy", message, hint);
  }
}
