package io.spiffeaws.sandbox.aws.sts;

import io.spiffeaws.sandbox.aws.account.Account;
import io.spiffeaws.sandbox.aws.account.Role;
import io.spiffeaws.sandbox.aws.wire.AwsRefusal;
import java.util.Optional;
import java.util.regex.Pattern;

/// The ARN of the role that a caller wants to be.
record RoleArn(String text, String account) {
  private static final Pattern FORM =
      Pattern.compile("arn:aws[a-z-]*:iam::(\\d{12}):role/(?:[\\x21-\\x7e]+/)?[\\w+=,.@-]+");

  /// @throws AwsRefusal ValidationError where it is not the ARN of a role
  static RoleArn parse(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw AwsRefusal.validation("Request ARN is invalid");
    }
    return new RoleArn(text, matcher.group(1));
  }

  /// The role, where the account has it under exactly this ARN.
  Optional<Role> find(Account own) {
    var name = text.substring(text.lastIndexOf('/') + 1);
    return own.role(name).filter(role -> role.arn().equals(text));
  }
}
