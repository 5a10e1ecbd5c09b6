package io.spiffeaws.sandbox.aws.policy;

import io.spiffeaws.json.Json;
import java.util.regex.Pattern;

/// The rules for inline, managed and session policies.
record PermissionRules() implements PolicyRules {
  private static final Pattern VENDOR = Pattern.compile("[A-Za-z0-9-]+");
  private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:[^:]*:[^:]*:[^:]*:.*");

  @Override
  public void check(Json.Obj statement, StatementMembers members) {
    if (statement.get("Principal").isPresent() || statement.get("NotPrincipal").isPresent()) {
      throw new MalformedPolicy("Policy document should not specify a principal.");
    }
    var resources =
        members
            .texts("Resource")
            .or(() -> members.texts("NotResource"))
            .orElseThrow(() -> new MalformedPolicy("Policy statement must contain resources."));
    resources.forEach(PermissionRules::checkResource);
  }

  private static void checkResource(String resource) {
    if (resource.equals("*") || ARN.matcher(resource).matches()) {
      return;
    }
    throw new MalformedPolicy(
        resource.startsWith("arn:")
            ? "The policy failed legacy parsing"
            : "Resource %s must be in ARN format or \"*\".".formatted(resource));
  }

  @Override
  public void checkAction(String action) {
    if (action.equals("*")) {
      return;
    }
    int colon = action.indexOf(':');
    if (colon < 0) {
      throw new MalformedPolicy(
          "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
    }
    var vendor = action.substring(0, colon);
    if (!VENDOR.matcher(vendor).matches()) {
      throw new MalformedPolicy("Vendor %s is not valid".formatted(vendor));
    }
  }

  @Override
  public String notJson() {
    return "Syntax errors in policy.";
  }

  @Override
  public String badVersion() {
    return "Syntax errors in policy.";
  }

  @Override
  public String noStatements() {
    return "Syntax errors in policy.";
  }

  @Override
  public String repeatedSid() {
    return "Statement IDs (SID) in a single policy must be unique.";
  }

  @Override
  public String syntax() {
    return "Syntax errors in policy.";
  }

  @Override
  public String noEffect() {
    return "Syntax errors in policy.";
  }

  @Override
  public String badEffect(String effect) {
    return "Syntax errors in policy.";
  }

  @Override
  public String noActions() {
    return "Policy statement must contain actions.";
  }
}
