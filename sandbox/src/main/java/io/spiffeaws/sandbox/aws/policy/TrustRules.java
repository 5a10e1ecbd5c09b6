package io.spiffeaws.sandbox.aws.policy;

import io.spiffeaws.json.Json;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The rules for a role's trust policy.
record TrustRules() implements PolicyRules {
  private static final Set<String> KINDS = Set.of("AWS", "Service", "Federated", "CanonicalUser");
  private static final Set<String> PUBLIC_PROVIDERS =
      Set.of(
          "cognito-identity.amazonaws.com",
          "accounts.google.com",
          "www.amazon.com",
          "graph.facebook.com");
  private static final Pattern PROVIDER =
      Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:(oidc|saml)-provider/.+");
  private static final Pattern AWS =
      Pattern.compile(
          "\\*|\\d{12}|arn:aws[a-z-]*:iam::\\d{12}:(root|(user|role)/.+)"
              + "|arn:aws[a-z-]*:sts::\\d{12}:(assumed-role|federated-user)/.+");
  private static final Pattern SERVICE = Pattern.compile("[a-z0-9.-]+\\.amazonaws\\.com(\\.cn)?");

  @Override
  public void check(Json.Obj statement, StatementMembers members) {
    if (statement.get("NotPrincipal").isPresent()) {
      throw new MalformedPolicy(
          statement.text("Effect").filter("Allow"::equals).isPresent()
              ? "Allow with NotPrincipal is not allowed."
              : "AssumeRole policy must not contain NotPrincipal field.");
    }
    checkPrincipal(statement, members);
    if (statement.get("Resource").isPresent()) {
      throw new MalformedPolicy("Has prohibited field Resource");
    }
    if (statement.get("NotResource").isPresent()) {
      throw new MalformedPolicy("AssumeRole policy must not contain resources.");
    }
  }

  private static void checkPrincipal(Json.Obj statement, StatementMembers members) {
    var principal =
        statement
            .get("Principal")
            .orElseThrow(() -> new MalformedPolicy("Missing required field Principal"));
    switch (principal) {
      case Json.Obj(var kinds) when kinds.isEmpty() ->
          throw new MalformedPolicy("Missing required field Principal cannot be empty!");
      case Json.Obj _ ->
          members
              .principals()
              .forEach((kind, named) -> named.forEach(name -> checkPrincipal(kind, name)));
      case Json.Str _ -> throw new MalformedPolicy("Principal must be a JSON object.");
      default -> throw new MalformedPolicy("Syntax error in policy.");
    }
  }

  private static void checkPrincipal(String kind, String name) {
    if (!KINDS.contains(kind)) {
      throw new MalformedPolicy("Invalid principal in policy: \"%s\"".formatted(kind));
    }
    boolean valid =
        switch (kind) {
          case "Federated" -> PUBLIC_PROVIDERS.contains(name) || PROVIDER.matcher(name).matches();
          case "AWS" -> AWS.matcher(name).matches();
          case "Service" -> SERVICE.matcher(name).matches();
          default -> false;
        };
    if (!valid) {
      throw new MalformedPolicy(
          "Invalid principal in policy: \"%s\":\"%s\""
              .formatted(kind.toUpperCase(Locale.ROOT), name));
    }
  }

  @Override
  public void checkAction(String action) {
    if (!action.toLowerCase(Locale.ROOT).startsWith("sts:")) {
      throw new MalformedPolicy("AssumeRole policy may only specify STS AssumeRole actions.");
    }
  }

  @Override
  public String notJson() {
    return "This policy contains invalid Json";
  }

  @Override
  public String syntax() {
    return "Syntax error in policy.";
  }
}
