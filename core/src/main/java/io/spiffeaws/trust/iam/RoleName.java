package io.spiffeaws.trust.iam;

import io.spiffeaws.problem.ProblemException;
import java.util.regex.Pattern;

/// A role's name, 1 to 64 letters, digits and `_+=,.@-` (IAM, CreateRole, `RoleName`).
///
/// @param text without path
public record RoleName(String text) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,64}");

  public RoleName {
    if (!isValid(text)) {
      throw ProblemException.malformed(
          "malformed-role",
          "\"" + text + "\" is not the name of a role",
          text.startsWith("spiffe://")
              ? "specify the role first; the SPIFFE ID comes after it"
              : "use 1 to 64 letters, digits or _+=,.@-");
    }
  }

  /// Whether a role can have this name.
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public String toString() {
    return text;
  }
}
