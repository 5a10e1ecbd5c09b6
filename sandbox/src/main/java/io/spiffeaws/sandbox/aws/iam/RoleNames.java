package io.spiffeaws.sandbox.aws.iam;

import io.spiffeaws.sandbox.aws.account.Account;
import io.spiffeaws.sandbox.aws.account.Role;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.Parameters;
import io.spiffeaws.sandbox.aws.wire.Validation;
import java.util.regex.Pattern;

/// Reads the names of roles and policies from requests.
final class RoleNames {
  private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]+");
  private static final Pattern PATH = Pattern.compile("/|/[\\x21-\\x7e]+/");

  private RoleNames() {}

  /// Returns the role that a request names.
  ///
  /// @throws AwsError NoSuchEntity if the role does not exist
  static Role role(Account account, Parameters parameters) {
    var name = name(parameters, "RoleName", 64);
    return account.role(name).orElseThrow(() -> IamErrors.noSuchRole(name));
  }

  static String name(Parameters parameters, String parameter, int most) {
    var name = parameters.required(parameter);
    var field = Character.toLowerCase(parameter.charAt(0)) + parameter.substring(1);
    new Validation().length(field, name, 1, most).finish();
    if (!NAME.matcher(name).matches()) {
      throw AwsError.validation(
          "The specified value for %s is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-"
              .formatted(field));
    }
    return name;
  }

  static String path(Parameters parameters) {
    var path = parameters.get("Path").orElse("/");
    new Validation().length("path", path, 1, 512).finish();
    if (!PATH.matcher(path).matches()) {
      throw AwsError.validation(
          "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.");
    }
    return path;
  }
}
