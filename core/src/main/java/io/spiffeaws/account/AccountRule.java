package io.spiffeaws.account;

import io.spiffeaws.problem.ProblemException;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/// The form of account IDs that a service accepts. AWS account IDs have 12 digits (Account
/// Management, `AccountId`). A service at a custom endpoint, such as Ceph's IAM, has another form.
public enum AccountRule {
  /// Exactly 12 digits.
  AWS,
  /// Any form, except numbers that are almost AWS account IDs: such a number is a typing error also
  /// if the endpoint is a proxy or an emulator of AWS, and no known service assigns one.
  ANY;

  private static final Pattern DIGITS = Pattern.compile("[0-9]{12}");

  /// Numbers with one or two digits too few or too many.
  private static final Pattern ALMOST = Pattern.compile("[0-9]{10,11}|[0-9]{13,14}");

  /// The form in which the console shows an account ID.
  private static final Pattern GROUPED = Pattern.compile("[0-9]{4}([- ])[0-9]{4}\\1[0-9]{4}");

  private static final Pattern ARN = Pattern.compile("arn:([^:]*):([^:]*):([^:]*):([^:]*):(.+)");

  /// The account in the ARNs of AWS managed policies.
  private static final String AWS_MANAGED = "aws";

  /// Returns the rule for a service.
  ///
  /// @param endpoint custom endpoint of the service; empty for the AWS endpoint
  public static AccountRule at(Optional<URI> endpoint) {
    return endpoint.isPresent() ? ANY : AWS;
  }

  /// Returns the account ID in the form used in ARNs: `123456789012` for `1234-5678-9012`.
  ///
  /// @throws ProblemException malformed, if the service cannot have such an account
  public String check(String account) {
    if (accepts(account)) {
      return account;
    }
    if (GROUPED.matcher(account).matches()) {
      return ungrouped(account);
    }
    throw ProblemException.malformed(
        "malformed-account",
        "\"" + shown(account) + "\" is not an AWS account ID: " + why("it", account),
        "to see the account of your credentials, run: aws sts get-caller-identity --query Account");
  }

  private boolean accepts(String account) {
    return this == ANY ? !ALMOST.matcher(account).matches() : DIGITS.matcher(account).matches();
  }

  /// Checks the account of an ARN.
  ///
  /// @return the ARN, unchanged
  /// @throws ProblemException malformed, if the service cannot have such an account
  public String checkArn(String arn) {
    var parts = ARN.matcher(arn);
    if (!parts.matches()) {
      return arn;
    }
    var account = parts.group(4);
    var managed = account.equals(AWS_MANAGED) && parts.group(5).startsWith("policy/");
    if (managed || accepts(account)) {
      return arn;
    }
    throw ProblemException.malformed(
        "malformed-account",
        "\"%s\" is not an ARN of AWS: %s".formatted(shown(arn), why("its account", account)),
        GROUPED.matcher(account).matches()
            ? "write it as " + arn.replace(account, ungrouped(account))
            : "use the 12-digit account ID, as in arn:aws:iam::123456789012:role/NAME");
  }

  private static String ungrouped(String account) {
    return account.replaceAll("[- ]", "");
  }

  private static String why(String what, String account) {
    return account.matches("[0-9]+")
        ? "%s has %d digits, not 12".formatted(what, account.length())
        : what + " does not consist of 12 digits";
  }

  private static String shown(String text) {
    var line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() > 120 ? line.substring(0, 120) + "..." : line;
  }
}
