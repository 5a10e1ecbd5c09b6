package io.spiffeaws.account;

import io.spiffeaws.fuzz.Target;
import java.util.List;

/// The parsers of this package.
public final class AccountTargets {
  private AccountTargets() {}

  public static List<Target> all() {
    return List.of(
        Target.text("account ID", AccountTargets::account, "123456789012"),
        Target.text(
            "account of an ARN",
            AccountTargets::arn,
            "arn:aws:iam::123456789012:role/a",
            "arn:aws:iam::aws:policy/ReadOnlyAccess"));
  }

  private static void account(String text) {
    for (var rule : AccountRule.values()) {
      rule.check(text);
    }
  }

  private static void arn(String text) {
    for (var rule : AccountRule.values()) {
      rule.checkArn(text);
    }
  }
}
