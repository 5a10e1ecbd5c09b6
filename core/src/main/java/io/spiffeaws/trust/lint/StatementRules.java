package io.spiffeaws.trust.lint;

import io.spiffeaws.json.Json;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.trust.Glob;
import io.spiffeaws.trust.ProviderArn;
import io.spiffeaws.trust.TrustPolicy;
import io.spiffeaws.trust.TrustStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Whom and what one statement allows.
final class StatementRules {
  private static final Pattern ACCOUNT =
      Pattern.compile("(\\d{12})|arn:[^:]*:(?:iam|sts)::(\\d{12}):.*");
  private static final Set<String> BUILT_IN =
      Set.of(
          "cognito-identity.amazonaws.com",
          "accounts.google.com",
          "www.amazon.com",
          "graph.facebook.com");
  private static final Set<String> BESIDE = Set.of("sts:tagsession", "sts:setsourceidentity");

  private final TrustPolicy policy;
  private final TrustStatement statement;
  private final Setting setting;
  private final List<Finding> found = new ArrayList<>();

  StatementRules(TrustPolicy policy, TrustStatement statement, Setting setting) {
    this.policy = policy;
    this.statement = statement;
    this.setting = setting;
  }

  List<Finding> findings() {
    form().ifPresent(why -> add(FindingCode.MALFORMED_STATEMENT, why, "correct the statement"));
    if (!statement.allows()) {
      found.addAll(OperatorRules.ofDeny(statement, setting.advice()));
      return found;
    }
    anyone();
    statement.principals("AWS").forEach(this::account);
    statement.federated().forEach(this::federated);
    var providers = providers();
    if (providers.isEmpty() || onlyBeside()) {
      return found;
    }
    action();
    if (providers.size() > 1) {
      found.add(severalProviders(providers));
    }
    for (var provider : providers) {
      found.addAll(
          new ProviderRules(place(provider), setting.providers())
              .findings(provider.equals(providers.getFirst())));
    }
    return found;
  }

  private Optional<String> form() {
    var document = statement.document();
    if (!statement.allows() && !statement.denies()) {
      return Optional.of("has neither the effect Allow nor Deny");
    }
    if (document.get("Resource").isPresent() || document.get("NotResource").isPresent()) {
      return Optional.of("has a Resource, which a trust policy may not have");
    }
    if (document.get("Principal").isEmpty() && document.get("NotPrincipal").isEmpty()) {
      return Optional.of("has no Principal");
    }
    if (document.get("Action").isEmpty() && document.get("NotAction").isEmpty()) {
      return Optional.of("has no Action");
    }
    return statement.conditions().stream().anyMatch(condition -> condition.key().isEmpty())
        ? Optional.of("has a Condition that is not operators with keys")
        : Optional.empty();
  }

  private void anyone() {
    if (statement.document().get("NotPrincipal").isPresent()) {
      add(
          FindingCode.NOT_PRINCIPAL,
          "lets in everybody but its NotPrincipal",
          "name a Principal in place of NotPrincipal");
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
          "name the provider's ARN in place of *");
    }
  }

  /// As by the organization that the caller must be of.
  private boolean narrowedByPrincipal() {
    return statement.conditions().stream()
        .anyMatch(
            condition -> condition.key().toLowerCase(Locale.ROOT).startsWith("aws:principal"));
  }

  private void account(String principal) {
    var parts = ACCOUNT.matcher(principal);
    if (setting.account().isEmpty() || !parts.matches()) {
      return;
    }
    var account = parts.group(1) == null ? parts.group(2) : parts.group(1);
    if (!account.equals(setting.account().get())) {
      add(
          FindingCode.OTHER_ACCOUNT,
          "lets in %s of the account %s".formatted(principal, account),
          "take the principal out, if it is not meant");
    }
  }

  private void federated(String principal) {
    if (principal.equals("*")
        || principal.contains(":saml-provider/")
        || BUILT_IN.contains(principal)) {
      return;
    }
    var arn = ProviderArn.find(principal);
    if (arn.isEmpty()) {
      add(
          FindingCode.MALFORMED_PROVIDER,
          "names \"%s\", which is not the ARN of a provider".formatted(principal),
          "write arn:aws:iam::ACCOUNT:oidc-provider/HOST[/PATH]");
      return;
    }
    if (setting.account().filter(own -> !own.equals(arn.get().account())).isPresent()) {
      add(
          FindingCode.OTHER_ACCOUNTS_PROVIDER,
          "names the provider %s of another account".formatted(principal),
          "name the provider of the role's account");
      return;
    }
    if (ofAnotherPartition(arn.get())) {
      add(
          FindingCode.OTHER_ACCOUNTS_PROVIDER,
          "names the provider %s of another partition than the account's".formatted(principal),
          "name the provider of the role's account");
      return;
    }
    setting
        .providers()
        .all()
        .filter(all -> !all.contains(arn.get()))
        .ifPresent(all ->
            found.add(
                Finding.of(
                    FindingCode.MISSING_PROVIDER,
                    statement,
                    "names the provider %s, which does not exist%s"
                        .formatted(principal, nearly(arn.get(), all)),
                    TypedCommand.of("spiffe-aws trust provider create %s", arn.get().url()))));
  }

  /// `aws-cn` and `aws` know nothing of each other, and may have the same account numbers.
  private boolean ofAnotherPartition(ProviderArn arn) {
    return setting
        .providers()
        .all()
        .filter(all ->
            !all.isEmpty()
                && all.stream().noneMatch(own -> own.partition().equals(arn.partition())))
        .isPresent();
  }

  private static String nearly(ProviderArn arn, List<ProviderArn> all) {
    return all.stream()
        .filter(other -> bare(other).equals(bare(arn)))
        .findFirst()
        .map(other -> ", but %s does".formatted(other))
        .orElse("");
  }

  private static String bare(ProviderArn arn) {
    return arn.hostPath().toLowerCase(Locale.ROOT).replaceFirst("/+$", "");
  }

  private List<ProviderArn> providers() {
    return statement.federated().stream()
        .flatMap(arn -> ProviderArn.find(arn).stream())
        .distinct()
        .toList();
  }

  /// Whether it allows only what goes with an exchange, and another statement the exchange.
  private boolean onlyBeside() {
    return !statement.actions().isEmpty()
        && statement.actions().stream()
            .allMatch(action -> BESIDE.contains(action.toLowerCase(Locale.ROOT)));
  }

  private void action() {
    if (statement.document().get("NotAction").isPresent()) {
      add(
          FindingCode.NOT_ACTION,
          "allows all but its NotAction",
          "name the Action sts:AssumeRoleWithWebIdentity in place of NotAction");
    }
    if (statement.actions().stream().noneMatch(Glob::isPattern)) {
      return;
    }
    var detail = "allows " + String.join(", ", statement.actions());
    var exact = statement.withActions(exactActions());
    found.add(
        onlyOidcProviders()
            ? Finding.of(FindingCode.WIDE_ACTION, statement, detail, setting.advice().fix())
                .narrowedTo(policy.with(exact))
            : Finding.of(
                FindingCode.WIDE_ACTION,
                statement,
                detail,
                setting.advice().edit("name the actions that are meant")));
  }

  /// Whether no principal needs another action than the exchange of a token.
  private boolean onlyOidcProviders() {
    return statement.document().get("Principal").orElse(null) instanceof Json.Obj(var kinds)
        && kinds.keySet().equals(Set.of("Federated"))
        && statement.federated().stream().allMatch(arn -> ProviderArn.find(arn).isPresent());
  }

  private List<String> exactActions() {
    var exact = new ArrayList<>(List.of(TrustStatement.WEB_IDENTITY_ACTION));
    statement.actions().stream()
        .filter(action -> BESIDE.contains(action.toLowerCase(Locale.ROOT)))
        .forEach(exact::add);
    return exact;
  }

  /// Each gets a statement of its own with the same conditions; one of whom nobody gets in by it
  /// goes.
  private Finding severalProviders(List<ProviderArn> providers) {
    var detail =
        "trusts several issuers: "
            + String.join(", ", providers.stream().map(ProviderArn::url).toList());
    var alive = providers.stream().filter(arn -> place(arn).nobody().isEmpty()).toList();
    if (alive.isEmpty()) {
      return Finding.of(
          FindingCode.SEVERAL_PROVIDERS,
          statement,
          detail,
          setting.advice().edit("give each a statement of its own"));
    }
    var split = policy.with(statement.withFederated(List.of(alive.getFirst().text())));
    for (var arn : alive.subList(1, alive.size())) {
      split = split.plus(statement.withFederated(List.of(arn.text())).document().without("Sid"));
    }
    return Finding.of(FindingCode.SEVERAL_PROVIDERS, statement, detail, setting.advice().fix())
        .narrowedTo(split);
  }

  private Place place(ProviderArn provider) {
    return new Place(policy, statement, provider, setting.advice());
  }

  private void add(FindingCode code, String detail, String edit) {
    found.add(Finding.of(code, statement, detail, setting.advice().edit(edit)));
  }
}
