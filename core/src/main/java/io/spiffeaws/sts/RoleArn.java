package io.spiffeaws.sts;

import io.spiffeaws.account.AccountRule;
import io.spiffeaws.problem.ProblemException;
import java.util.regex.Pattern;

/// The ARN of a role, `arn:PARTITION:iam::ACCOUNT:role/[PATH/]NAME`.
///
/// @param partition `aws`, `aws-cn`, `aws-us-gov`, or the partition of another service
/// @param account 12 digits for AWS; another format, or empty, for other services
/// @param resource path and name, without `role/`
public record RoleArn(String partition, String account, String resource) {
  private static final Pattern FORM =
      Pattern.compile("arn:([\\w-]+):iam::([\\w-]*):role/([\\w+=,.@/-]+)");
  private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,64}");
  private static final int MAX_LENGTH = 2048;

  /// Parses a role ARN.
  ///
  /// @throws ProblemException malformed, if it is not a role ARN, or no service has such an account
  public static RoleArn parse(String text) {
    var parts = FORM.matcher(text);
    if (text.length() > MAX_LENGTH || !parts.matches() || text.endsWith("/")) {
      throw ProblemException.malformed(
          "malformed-role-arn",
          "\"" + shortened(text) + "\" is not the ARN of a role",
          "use arn:aws:iam::ACCOUNT:role/NAME, or specify the NAME and --account");
    }
    AccountRule.ANY.checkArn(text);
    return new RoleArn(parts.group(1), parts.group(2), parts.group(3));
  }

  /// Returns the ARN of a role without a path.
  ///
  /// @throws ProblemException malformed, if the name or the resulting ARN is not valid
  public static RoleArn named(String name, String account, String partition) {
    if (!NAME.matcher(name).matches()) {
      throw ProblemException.malformed(
          "malformed-role-name",
          "\"" + shortened(name) + "\" is not a valid role name",
          "use 1 to 64 letters, digits and any of + = , . @ - _");
    }
    return parse("arn:" + partition + ":iam::" + account + ":role/" + name);
  }

  /// Returns the role name, the last part of the resource.
  public String name() {
    return resource.substring(resource.lastIndexOf('/') + 1);
  }

  @Override
  public String toString() {
    return "arn:" + partition + ":iam::" + account + ":role/" + resource;
  }

  private static String shortened(String text) {
    var line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() > 120 ? line.substring(0, 120) + "..." : line;
  }
}
