package io.spiffeaws.sandbox.aws.iam;

import io.spiffeaws.sandbox.aws.account.Account;
import io.spiffeaws.sandbox.aws.policy.MalformedPolicy;
import io.spiffeaws.sandbox.aws.policy.PolicyDocument;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.Parameters;
import io.spiffeaws.sandbox.aws.wire.Validation;
import java.util.Locale;
import java.util.regex.Pattern;

/// Validates policy documents in requests: characters, syntax and contents.
final class PolicyDocuments {
  private static final Pattern CHARACTERS = Pattern.compile("[\\t\\n\\r\\x20-\\xff]+");
  private static final int LONGEST = 131_072;

  private PolicyDocuments() {}

  static String trust(Account account, Parameters parameters, String parameter) {
    var document = text(parameters, parameter);
    try {
      checkRoles(account, PolicyDocument.trust(document));
    } catch (MalformedPolicy e) {
      throw IamErrors.malformedPolicy(e.message());
    }
    if (PolicyDocument.size(document) > Quotas.TRUST_POLICY) {
      throw IamErrors.quota("ACLSizePerRole", Quotas.TRUST_POLICY);
    }
    return document;
  }

  static String permissions(Parameters parameters) {
    var document = text(parameters, "PolicyDocument");
    try {
      PolicyDocument.permissions(document);
    } catch (MalformedPolicy e) {
      throw IamErrors.malformedPolicy(e.message());
    }
    return document;
  }

  private static String text(Parameters parameters, String parameter) {
    var field = parameter.substring(0, 1).toLowerCase(Locale.ROOT) + parameter.substring(1);
    var document = parameters.required(parameter);
    new Validation().length(field, document, 1, LONGEST).finish();
    if (!CHARACTERS.matcher(document).matches()) {
      throw AwsError.validation(
          "The specified value for %s is invalid. It must contain only printable ASCII characters."
              .formatted(field));
    }
    return document;
  }

  /// Checks that the roles in a trust policy exist. IAM rejects the policy otherwise.
  private static void checkRoles(Account account, PolicyDocument trust) {
    var own = account.iamArn("role/");
    for (var principal : trust.principals("AWS")) {
      var name = principal.substring(principal.lastIndexOf('/') + 1);
      if (principal.startsWith(own)
          && account.role(name).filter(role -> role.arn().equals(principal)).isEmpty()) {
        throw new MalformedPolicy("Invalid principal in policy: \"AWS\":\"" + principal + "\"");
      }
    }
  }
}
