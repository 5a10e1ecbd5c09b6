package io.spiffeaws.sts;

import io.spiffeaws.problem.ProblemException;
import java.util.regex.Pattern;

/// The ARN of a role, `arn:PARTITION:iam::ACCOUNT:role/[PATH/]NAME`.
///
/// @param partition `aws`, `aws-cn`, `aws-us-gov`, or another service's own
/// @param account 12 digits with AWS; other services have IDs of their own, or none
/// @param resource path and name, without `role/`
public record RoleArn(String partition, String account, String resource) {
  private static final Pattern FORM =
      Pattern.compile("arn:([\\w-]+):iam::([\\w-]*):role/([\\w+=,.@/-]+)");
  private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,64}");
  private static final int LONGEST = 2048;

  /// @throws ProblemException malformed
  public static RoleArn parse(String text) {
    var parts = FORM.matcher(text);
    if (text.length() > LONGEST || !parts.matches() || text.endsWith("/")) {
      throw ProblemException.malformed(
          "malformed-role-arn",
          "\"" + shortened(text) + "\" is not the ARN of a role",
          "use arn:aws:iam::ACCOUNT:role/NAME, or specify the NAME and --account");
    }
    return new RoleArn(parts.group(1), parts.group(2), parts.group(3));
  }

  /// The role of that name and no path.
  ///
  /// @throws ProblemException malformed
  public static RoleArn named(String name, String account, String partition) {
    if (!NAME.matcher(name).matches()) {
      throw ProblemException.malformed(
          "malformed-role-name",
          "\"" + shortened(name) + "\" is not a valid role name",
          "use 1 to 64 letters, digits and any of + = , . @ - _");
    }
    return parse("arn:" + partition + ":iam::" + account + ":role/" + name);
  }

  /// The last part of the resource.
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
