package io.spiffeaws.sandbox.aws.sts;

import io.spiffeaws.sandbox.aws.account.Account;
import io.spiffeaws.sandbox.aws.account.ManagedPolicy;
import io.spiffeaws.sandbox.aws.policy.MalformedPolicy;
import io.spiffeaws.sandbox.aws.policy.PolicyDocument;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.Parameters;
import io.spiffeaws.sandbox.aws.wire.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The session parameters that all actions for assuming a role have in common.
///
/// @param packed used percentage of the size limit for session policies
record SessionRequest(
    RoleArn role,
    String name,
    int seconds,
    List<PolicyDocument> policies,
    Optional<Integer> packed) {
  private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]*");
  private static final int MOST_POLICY_TEXT = 2048;

  /// Reads the parameters.
  ///
  /// @param validation earlier validation errors; this method adds its own and finishes it
  static SessionRequest read(Parameters parameters, Account account, Validation validation) {
    var arn = parameters.required("RoleArn");
    var name = parameters.required("RoleSessionName");
    int seconds = parameters.get("DurationSeconds").map(SessionRequest::number).orElse(3600);
    var policyArns = policyArns(parameters);
    validation
        .length("roleArn", arn, 20, 2048)
        .length("roleSessionName", name, 2, 64)
        .pattern("roleSessionName", name, SESSION_NAME)
        .range("durationSeconds", seconds, 900, 43_200)
        .members("policyArns", policyArns, 10)
        .finish();
    var role = RoleArn.parse(arn);
    var policies = new ArrayList<PolicyDocument>();
    policyArns.forEach(policyArn -> policies.add(managed(account, policyArn)));
    parameters.get("Policy").map(SessionRequest::document).ifPresent(policies::add);
    int length =
        parameters.get("Policy").orElse("").length() + String.join("", policyArns).length();
    if (length > MOST_POLICY_TEXT) {
      throw new AwsError(
          400,
          "PackedPolicyTooLarge",
          "Packed policy consumes %d%% of allotted space, please use smaller policy."
              .formatted(percent(length)));
    }
    var packed = length == 0 ? Optional.<Integer>empty() : Optional.of(percent(length));
    return new SessionRequest(role, name, seconds, List.copyOf(policies), packed);
  }

  private static int percent(int length) {
    return (length * 100 + MOST_POLICY_TEXT - 1) / MOST_POLICY_TEXT;
  }

  private static List<String> policyArns(Parameters parameters) {
    var arns = new ArrayList<String>();
    for (int i = 1; parameters.has("PolicyArns.member." + i + ".arn"); i++) {
      arns.add(parameters.required("PolicyArns.member." + i + ".arn"));
    }
    return arns;
  }

  private static PolicyDocument managed(Account account, String arn) {
    return account
        .policy(arn)
        .map(ManagedPolicy::document)
        .map(SessionRequest::document)
        .orElseThrow(
            () -> StsErrors.malformedPolicy("The policy is not in the valid JSON format."));
  }

  private static PolicyDocument document(String json) {
    try {
      return PolicyDocument.permissions(json);
    } catch (MalformedPolicy e) {
      throw StsErrors.malformedPolicy(e.message());
    }
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new AwsError(400, "MalformedInput", "Invalid argument");
    }
  }
}
