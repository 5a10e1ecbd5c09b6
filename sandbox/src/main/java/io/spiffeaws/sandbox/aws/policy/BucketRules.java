package io.spiffeaws.sandbox.aws.policy;

import io.spiffeaws.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The rules for the policy of a bucket.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
///
/// @param bucket the bucket's name
record BucketRules(String bucket) implements PolicyRules {
  private static final String BAD_PRINCIPAL = "Invalid principal in policy";
  private static final Set<String> KINDS = Set.of("AWS", "Service", "Federated", "CanonicalUser");
  private static final Pattern AWS =
      Pattern.compile(
          "\\*|\\d{12}|arn:aws[a-z-]*:iam::\\d{12}:(root|(user|role)/.+)"
              + "|arn:aws[a-z-]*:sts::\\d{12}:(assumed-role|federated-user)/.+");

  @Override
  public void check(Json.Obj statement, StatementMembers members) {
    var allows = statement.text("Effect").filter("Allow"::equals).isPresent();
    if (allows && statement.get("NotPrincipal").isPresent()) {
      throw new MalformedPolicy("Allow with NotPrincipal is not allowed.");
    }
    var principal =
        statement
            .get("Principal")
            .or(() -> statement.get("NotPrincipal"))
            .orElseThrow(() -> new MalformedPolicy("Missing required field Principal"));
    checkPrincipal(principal, members);
    members
        .texts("Resource")
        .or(() -> members.texts("NotResource"))
        .orElseThrow(() -> new MalformedPolicy("Missing required field Resource"))
        .forEach(this::checkResource);
  }

  private static void checkPrincipal(Json principal, StatementMembers members) {
    switch (principal) {
      case Json.Obj _ -> members.principals().forEach(BucketRules::checkPrincipals);
      case Json.Str(var everyone) when everyone.equals("*") -> {}
      default -> throw new MalformedPolicy(BAD_PRINCIPAL);
    }
  }

  private static void checkPrincipals(String kind, List<String> names) {
    if (!KINDS.contains(kind)
        || (kind.equals("AWS") && !names.stream().allMatch(name -> AWS.matcher(name).matches()))) {
      throw new MalformedPolicy(BAD_PRINCIPAL);
    }
  }

  private void checkResource(String resource) {
    var own = "arn:aws:s3:::" + bucket;
    if (!resource.equals(own) && !resource.startsWith(own + "/")) {
      throw new MalformedPolicy("Policy has invalid resource");
    }
  }

  @Override
  public void checkAction(String action) {
    if (!action.equals("*") && !action.toLowerCase(Locale.ROOT).startsWith("s3:")) {
      throw new MalformedPolicy("Policy has invalid action");
    }
  }

  @Override
  public String notJson() {
    return "Policies must be valid JSON and the first byte must be '{'";
  }

  @Override
  public String syntax() {
    return "Invalid policy syntax.";
  }
}
