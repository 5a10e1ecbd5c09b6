package io.spiffeaws.trust;

import io.spiffeaws.problem.ProblemException;
import java.util.regex.Pattern;

/// A role's name, 1 to 64 of letters, digits and `_+=,.@-` (IAM, CreateRole, `RoleName`).
///
/// @param text without path
public record RoleName(String text) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,64}");
  private static final Pattern ARN = Pattern.compile("arn:[^:]+:iam::[^:]*:role/(?:.*/)?([^/]+)");

  public RoleName {
    if (!FORM.matcher(text).matches()) {
      throw ProblemException.malformed(
          "malformed-role",
          "\"" + text + "\" is not the name of a role",
          "a name has 1 to 64 letters, digits or _+=,.@-");
    }
  }

  /// @param text a name, or a role's ARN
  /// @throws ProblemException malformed
  public static RoleName parse(String text) {
    var arn = ARN.matcher(text);
    return new RoleName(arn.matches() ? arn.group(1) : text);
  }

  @Override
  public String toString() {
    return text;
  }
}
