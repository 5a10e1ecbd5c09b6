package io.spiffeaws.trust.lint;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds principals in a form that IAM rejects, and shows the correct form (IAM User Guide, "AWS
/// JSON policy elements: Principal").
final class MalformedPrincipal {
  private static final Pattern UNDER_AWS =
      Pattern.compile("arn:[^:]*:iam::[^:]*:(?:oidc|saml)-provider/.+");
  private static final Pattern ARN = Pattern.compile("(arn:[^:]*:(?:iam|sts)::)([^:]*)(:.*)");

  /// IAM shows a deleted user or role by its unique ID.
  private static final Pattern UNIQUE_ID = Pattern.compile("A[A-Z0-9]{15,}");

  private static final String EXAMPLE_ACCOUNT = "123456789012";

  private final TrustStatement statement;
  private final LintContext context;

  MalformedPrincipal(TrustStatement statement, LintContext context) {
    this.statement = statement;
    this.context = context;
  }

  /// Whether the ARN contains the issuer with its URL scheme.
  static boolean hasScheme(ProviderArn arn) {
    return arn.hostPath().matches("(?i)https?://.*");
  }

  /// Checks a principal of the kind `AWS`.
  Optional<Finding> underAws(String principal) {
    if (UNDER_AWS.matcher(principal).matches()) {
      return Optional.of(
          finding(
              FindingCode.PROVIDER_UNDER_AWS,
              "names the provider %s under AWS".formatted(principal),
              "write {\"Federated\": \"%s\"}".formatted(principal)));
    }
    var arn = ARN.matcher(principal);
    if (arn.matches()) {
      return account(principal, arn.group(2), arn.group(1), arn.group(3));
    }
    return principal.equals("*") || UNIQUE_ID.matcher(principal).matches()
        ? Optional.empty()
        : account(principal, principal, "", "");
  }

  /// Checks the ARN of a provider.
  Optional<Finding> provider(ProviderArn arn) {
    if (hasScheme(arn)) {
      return Optional.of(
          finding(
              FindingCode.PROVIDER_WITH_SCHEME,
              "names the provider %s with its scheme".formatted(arn),
              "write " + arn.text().replaceFirst("(?i)/https?://", "/")));
    }
    var parts = ARN.matcher(arn.text());
    return parts.matches()
        ? account(arn.text(), parts.group(2), parts.group(1), parts.group(3))
        : Optional.empty();
  }

  private Optional<Finding> account(String principal, String account, String before, String after) {
    return context.accepts(account)
        ? Optional.empty()
        : Optional.of(
            finding(
                FindingCode.MALFORMED_ACCOUNT,
                "names \"%s\", whose account ID does not have 12 digits".formatted(principal),
                "write " + before + likely(account) + after));
  }

  /// The console shows an account ID as `1234-5678-9012`.
  private String likely(String account) {
    var digits = account.replaceAll("\\D", "");
    return digits.length() == 12 ? digits : context.account().orElse(EXAMPLE_ACCOUNT);
  }

  /// Finds objects and `${...}` of CloudFormation, Terraform and similar tools.
  Stream<Finding> templates() {
    return statement.document().get("Principal").orElse(null) instanceof Json.Obj(var kinds)
        ? kinds.entrySet().stream().flatMap(this::templates)
        : Stream.empty();
  }

  private Stream<Finding> templates(Map.Entry<String, Json> kind) {
    if (kind.getKey().equals("Ref") || kind.getKey().startsWith("Fn::")) {
      return Stream.of(template("Federated", Json.object().with(kind.getKey(), kind.getValue())));
    }
    return values(kind.getValue())
        .filter(value ->
            value instanceof Json.Obj
                || (value instanceof Json.Str(var text) && text.contains("${")))
        .map(value -> template(kind.getKey(), value));
  }

  private static Stream<Json> values(Json value) {
    return value instanceof Json.Arr(var items) ? items.stream() : Stream.of(value);
  }

  private Finding template(String kind, Json value) {
    var text = JsonText.compact(value);
    return finding(
        FindingCode.UNRESOLVED_TEMPLATE,
        "has %s instead of a principal".formatted(text),
        "write the resolved value: {\"%s\": \"%s\"}".formatted(kind, resolved(kind, text)));
  }

  private String resolved(String kind, String text) {
    var account = context.account().orElse(EXAMPLE_ACCOUNT);
    var filled = text.replace("${AWS::Partition}", "aws").replace("${AWS::AccountId}", account);
    var arn = Pattern.compile("arn:[^\"{}]+:[^\"{}]+").matcher(filled);
    if (arn.find()) {
      return arn.group();
    }
    return "arn:aws:iam::%s:%s"
        .formatted(account, kind.equals("Federated") ? "oidc-provider/HOST[/PATH]" : "root");
  }

  private Finding finding(FindingCode code, String detail, String edit) {
    return Finding.of(code, statement, detail, context.fixCommands().edit(edit));
  }
}
