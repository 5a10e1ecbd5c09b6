package io.spiffeaws.trust.lint;

import io.spiffeaws.json.Json;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
  private final List<Finding> found = new ArrayList<>();

  PrincipalRules(TrustStatement statement, LintContext context) {
    this.statement = statement;
    this.context = context;
    this.malformed = new MalformedPrincipal(statement, context);
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
    if (!kinds.isEmpty() && !narrowedByPrincipal()) {
      add(
          FindingCode.ANY_PRINCIPAL,
          "has the principal * (%s)".formatted(String.join(", ", kinds)),
          "specify the provider's ARN instead of *");
    }
  }

  /// Whether a condition restricts the principal, for example by its organization.
  private boolean narrowedByPrincipal() {
    return statement.conditions().stream()
        .anyMatch(
            condition -> condition.key().toLowerCase(Locale.ROOT).startsWith("aws:principal"));
  }

  private void account(String principal) {
    var broken = malformed.underAws(principal);
    if (broken.isPresent()) {
      found.add(broken.get());
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
    if (principal.equals("*")
        || principal.contains(":saml-provider/")
        || BUILT_IN.contains(principal)) {
      return;
    }
    var arn = ProviderArn.find(principal);
    var broken = arn.flatMap(malformed::provider);
    if (broken.isPresent()) {
      found.add(broken.get());
      return;
    }
    if (arn.isEmpty()) {
      add(
          FindingCode.MALFORMED_PROVIDER,
          "names \"%s\", which is not the ARN of a provider".formatted(principal),
          "write arn:aws:iam::ACCOUNT:oidc-provider/HOST[/PATH]");
      return;
    }
    if (context.account().filter(own -> !own.equals(arn.get().account())).isPresent()) {
      add(
          FindingCode.OTHER_ACCOUNTS_PROVIDER,
          "names the provider %s of another account".formatted(principal),
          "specify the provider of the role's account");
      return;
    }
    if (ofAnotherPartition(arn.get())) {
      add(
          FindingCode.OTHER_ACCOUNTS_PROVIDER,
          "names the provider %s of another partition than the account's".formatted(principal),
          "specify the provider of the role's account");
      return;
    }
    context
        .providers()
        .all()
        .filter(all -> !all.contains(arn.get()))
        .ifPresent(all ->
            found.add(
                Finding.of(
                    FindingCode.MISSING_PROVIDER,
                    statement,
                    "names the provider %s, which does not exist%s"
                        .formatted(principal, similar(arn.get(), all)),
                    TypedCommand.of(
                        "create it with: spiffe-aws trust provider create %s", arn.get().url()))));
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

  private static String similar(ProviderArn arn, List<ProviderArn> all) {
    return all.stream()
        .filter(other -> bare(other).equals(bare(arn)))
        .findFirst()
        .map(other -> ", but %s does".formatted(other))
        .orElse("");
  }

  private static String bare(ProviderArn arn) {
    return arn.hostPath().toLowerCase(Locale.ROOT).replaceFirst("/+$", "");
  }

  private void add(FindingCode code, String detail, String edit) {
    found.add(Finding.of(code, statement, detail, context.advice().edit(edit)));
  }
}
