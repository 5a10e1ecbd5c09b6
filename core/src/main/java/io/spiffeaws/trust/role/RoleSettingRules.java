package io.spiffeaws.trust.role;

import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.time.DurationText;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.subject.SubjectBreadth;
import java.time.Duration;

/// The rules for single settings of a role that can be checked before IAM is asked. All throw a
/// malformed [ProblemException].
final class RoleSettingRules {
  private RoleSettingRules() {}

  static void checkBreadth(RoleReference role, Subject subject) {
    SubjectBreadth.check(
        subject,
        TypedCommand.of(
            "specify an ID; to allow the pattern anyway, create the role for an ID first, then run:"
                + " spiffe-aws trust add-sub %s %s --force",
            role, subject));
  }

  static void checkSession(Duration session) {
    if (session.compareTo(Duration.ofHours(1)) < 0 || session.compareTo(Duration.ofHours(12)) > 0) {
      throw ProblemException.malformed(
          "malformed-session-duration",
          "invalid maximum session duration \"%s\": expected 1h to 12h"
              .formatted(DurationText.print(session)),
          "use --duration of the creds commands for shorter sessions");
    }
  }

  static void checkPolicyArn(String arn) {
    if (!arn.matches("arn:[^:]+:iam::[^:]+:policy/.+")) {
      throw ProblemException.malformed(
          "malformed-policy",
          "\"" + arn + "\" is not the ARN of a managed policy",
          "write it as arn:aws:iam::ACCOUNT:policy/NAME");
    }
  }

  /// IAM accepts only Latin-1 characters in a document (IAM, PutRolePolicy, `PolicyDocument`).
  static void checkCharacters(String name, String document) {
    var what = "the inline policy " + name;
    var other =
        JsonText.compact(JsonText.parse(document, what))
            .codePoints()
            .filter(c -> c > 0xff)
            .findFirst();
    if (other.isPresent()) {
      throw ProblemException.malformed(
          "malformed-policy",
          what + " contains '" + Character.toString(other.getAsInt()) + "', which IAM rejects",
          "use only characters of Latin-1");
    }
  }

  static void checkPath(String path) {
    if (!path.matches("/|/[\\x21-\\x7e]{1,510}/")) {
      throw ProblemException.malformed(
          "malformed-path",
          "\"" + path + "\" is not the path of a role",
          "write it as / or /NAME/, without spaces");
    }
  }
}
