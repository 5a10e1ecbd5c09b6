package io.spiffeaws.trust.lint;

import io.spiffeaws.json.Json;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Checks the principals of one Allow statement.
final class PrincipalRules {
  private static final Pattern ACCOUNT =
      Pattern.compile("(\\d{12})|arn:[^:]*:(?:iam|sts)::(\\d{12}):.*");
  private static final Set<String> BUILT_IN =
      Set.of(
          "cognito-identity.amazonaws.com",
          "accounts.google.com",
          "www.amazon.com",
          "graph.facebook.com");

  private final TrustStatement statement;
  private final LintContext context;
  private final MalformedPrincipal malformed;
  private final PrincipalCorrection correction;
  private final List<Finding> found = new ArrayList<>();

  PrincipalRules(TrustPolicy policy, TrustStatement statement, LintContext context) {
    this.statement = statement;
    this.context = context;
    this.malformed = new MalformedPrincipal(statement, context);
    this.correction = new PrincipalCorrection(policy, statement, context);
  }

  List<Finding> findings() {
    anyone();
    malformed.templates().forEach(found::add);
    named("AWS").forEach(this::account);
    named("Federated").forEach(this::federated);
    return found;
  }

  /// The principals of that kind, without unresolved templates.
  private List<String> named(String kind) {
    return statement.principals(kind).stream()
        .filter(principal -> !principal.isEmpty() && !principal.contains("${"))
        .toList();
  }

  private void anyone() {
    if (statement.document().get("NotPrincipal").isPresent()) {
      add(
          FindingCode.NOT_PRINCIPAL,
          "allows every principal except its NotPrincipal",
          "use Principal instead of NotPrincipal");
    }
    var kinds = new ArrayList<String>();
    switch (statement.document().get("Principal").orElse(null)) {
      case Json.Str(var one) when one.equals("*") -> kinds.add("*");
      case Json.Obj(var principals) ->
          principals.keySet().stream()
              .filter(kind -> statement.principals(kind).contains("*"))
              .forEach(kinds::add);
      case null, default -> {}
    }
    if (!kinds.isEmpty() && !restrictedByPrincipal()) {
      add(
          FindingCode.ANY_PRINCIPAL,
          "has the principal * (%s)".formatted(String.join(", ", kinds)),
          "specify the provider's ARN instead of *");
    }
  }

  /// Whether a condition restricts the principal, for example by its organization.
  private boolean restrictedByPrincipal() {
    return statement.conditions().stream()
        .anyMatch(
            condition -> condition.key().toLowerCase(Locale.ROOT).startsWith("aws:principal"));
  }

  private void account(String principal) {
    var broken = malformed.underAws(principal);
    if (broken.isPresent()) {
      addFixed(broken.get(), "AWS", principal);
      return;
    }
    var parts = ACCOUNT.matcher(principal);
    if (context.account().isEmpty() || !parts.matches()) {
      return;
    }
    var account = parts.group(1) == null ? parts.group(2) : parts.group(1);
    if (!account.equals(context.account().get())) {
      add(
          FindingCode.OTHER_ACCOUNT,
          "allows %s of the account %s".formatted(principal, account),
          "remove the principal if it is not intended");
    }
  }

  private void federated(String principal) {
    if (principal.equals("*") || isSaml(principal) || BUILT_IN.contains(principal)) {
      return;
    }
    ofProvider(principal).ifPresent(finding -> addFixed(finding, "Federated", principal));
  }

  /// Whether it names a SAML provider, and no OIDC provider by mistake.
  private boolean isSaml(String principal) {
    return principal.contains(":saml-provider/")
        && (!statement.allowsAction(TrustStatement.WEB_IDENTITY_ACTION)
            || correction.meant(principal).isEmpty());
  }

  private Optional<Finding> ofProvider(String principal) {
    var arn = ProviderArn.find(principal);
    return arn.isEmpty()
        ? Optional.of(
            finding(
                FindingCode.MALFORMED_PROVIDER,
                "names \"%s\", which is not the ARN of a provider".formatted(principal),
                "write "
                    + correction
                        .meant(principal)
                        .map(ProviderArn::text)
                        .orElse("arn:aws:iam::ACCOUNT:oidc-provider/HOST[/PATH]")))
        : malformed.provider(arn.get()).or(() -> elsewhere(arn.get())).or(() -> missing(arn.get()));
  }

  private Optional<Finding> elsewhere(ProviderArn arn) {
    var of =
        context.account().filter(own -> !own.equals(arn.account())).isPresent()
            ? "of another account"
            : "of another partition than the account's";
    return of.equals("of another account") || ofAnotherPartition(arn)
        ? Optional.of(
            finding(
                FindingCode.OTHER_ACCOUNTS_PROVIDER,
                "names the provider %s %s".formatted(arn, of),
                "specify the provider of the role's account"))
        : Optional.empty();
  }

  private Optional<Finding> missing(ProviderArn arn) {
    return context
        .providers()
        .all()
        .filter(all -> !all.contains(arn))
        .map(all ->
            Finding.of(
                FindingCode.MISSING_PROVIDER,
                statement,
                "names the provider %s, which does not exist%s".formatted(arn, similar(arn)),
                TypedCommand.of("create it with: spiffe-aws trust provider create %s", arn.url())));
  }

  private String similar(ProviderArn arn) {
    return correction.meant(arn.text()).map(", but %s does"::formatted).orElse("");
  }

  /// The partitions `aws-cn` and `aws` are separate and may have the same account IDs.
  private boolean ofAnotherPartition(ProviderArn arn) {
    return context
        .providers()
        .all()
        .filter(all ->
            !all.isEmpty()
                && all.stream().noneMatch(own -> own.partition().equals(arn.partition())))
        .isPresent();
  }

  private void addFixed(Finding finding, String kind, String principal) {
    found.add(correction.fix(finding, kind, principal));
  }

  private Finding finding(FindingCode code, String detail, String edit) {
    return Finding.of(code, statement, detail, context.fixCommands().edit(edit));
  }

  private void add(FindingCode code, String detail, String edit) {
    found.add(finding(code, detail, edit));
  }
}
