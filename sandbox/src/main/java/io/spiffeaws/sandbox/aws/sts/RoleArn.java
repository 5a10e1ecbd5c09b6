package io.spiffeaws.sandbox.aws.sts;

import io.spiffeaws.sandbox.aws.account.Account;
import io.spiffeaws.sandbox.aws.account.Role;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import java.util.Optional;
import java.util.regex.Pattern;

/// The ARN of the role to assume.
record RoleArn(String text, String account) {
  private static final Pattern FORM =
      Pattern.compile("arn:aws[a-z-]*:iam::(\\d{12}):role/(?:[\\x21-\\x7e]+/)?[\\w+=,.@-]+");

  /// Parses an ARN.
  ///
  /// @throws AwsError ValidationError if it is not the ARN of a role
  static RoleArn parse(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw AwsError.validation("Request ARN is invalid");
    }
    return new RoleArn(text, matcher.group(1));
  }

  /// Returns the role, or empty if the account has no role with exactly this ARN.
  Optional<Role> find(Account own) {
    var name = text.substring(text.lastIndexOf('/') + 1);
    return own.role(name).filter(role -> role.arn().equals(text));
  }
}
