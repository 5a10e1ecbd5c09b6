package io.spiffeaws.trust.lint;

import io.spiffeaws.json.Json;
import io.spiffeaws.trust.policy.Glob;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.RolesAnywhereStatements;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Checks one statement: its form, principals, actions and conditions.
final class StatementRules {
  private static final Set<String> ACCOMPANYING = Set.of("sts:tagsession", "sts:setsourceidentity");

  private final TrustPolicy policy;
  private final TrustStatement statement;
  private final LintContext context;
  private final List<Finding> found = new ArrayList<>();

  StatementRules(TrustPolicy policy, TrustStatement statement, LintContext context) {
    this.policy = policy;
    this.statement = statement;
    this.context = context;
  }

  List<Finding> findings() {
    form().ifPresent(why -> add(FindingCode.MALFORMED_STATEMENT, why, "correct the statement"));
    if (!statement.allows()) {
      found.addAll(OperatorRules.ofDeny(statement, context.fixCommands()));
      return found;
    }
    found.addAll(new PrincipalRules(policy, statement, context).findings());
    found.addAll(new ServiceRules(statement, context.fixCommands()).findings());
    if (RolesAnywhereStatements.isOne(statement)) {
      found.addAll(new AnchorRules(policy, statement, context).findings());
    }
    if (accompaniesExchange()) {
      return found;
    }
    var corrected = found.stream().anyMatch(finding -> finding.fixed().isPresent());
    var providers = corrected ? List.<ProviderArn>of() : providers(); // its keys are right then
    if (!providers.isEmpty()) {
      ofProviders(providers);
    }
    new RequiredKeyRule(statement, context.fixCommands()).findings().forEach(found::add);
    return found;
  }

  private void ofProviders(List<ProviderArn> providers) {
    action();
    if (providers.size() > 1) {
      found.add(severalProviders(providers));
    }
    for (var provider : providers) {
      found.addAll(
          new ProviderRules(lintSubject(provider), context)
              .findings(provider.equals(providers.getFirst())));
    }
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
        ? Optional.of("has a Condition that does not consist of operators with keys")
        : Optional.empty();
  }

  private List<ProviderArn> providers() {
    return statement.federated().stream()
        .flatMap(arn -> ProviderArn.find(arn).stream())
        .filter(arn -> !MalformedPrincipal.hasScheme(arn))
        .distinct()
        .toList();
  }

  /// Whether the statement allows only actions that accompany a token exchange. Another statement
  /// allows the exchange itself.
  private boolean accompaniesExchange() {
    return !statement.actions().isEmpty()
        && statement.actions().stream()
            .allMatch(action -> ACCOMPANYING.contains(action.toLowerCase(Locale.ROOT)));
  }

  private void action() {
    if (statement.document().get("NotAction").isPresent()) {
      add(
          FindingCode.NOT_ACTION,
          "allows every action except its NotAction",
          "use the Action sts:AssumeRoleWithWebIdentity instead of NotAction");
    }
    if (statement.actions().stream().noneMatch(Glob::isPattern)) {
      wrongAction();
      return;
    }
    var detail = "allows " + String.join(", ", statement.actions());
    var exact = statement.withActions(exactActions());
    found.add(
        onlyOidcProviders()
            ? Finding.of(FindingCode.WIDE_ACTION, statement, detail, context.fixCommands().fix())
                .fixedBy(policy.with(exact))
            : Finding.of(
                FindingCode.WIDE_ACTION,
                statement,
                detail,
                context.fixCommands().edit("specify the intended actions")));
  }

  private void wrongAction() {
    if (statement.actions().isEmpty()
        || statement.allowsAction(TrustStatement.WEB_IDENTITY_ACTION)
        || !onlyOidcProviders()) {
      return;
    }
    var detail =
        "allows %s, but not %s"
            .formatted(String.join(", ", statement.actions()), TrustStatement.WEB_IDENTITY_ACTION);
    var finding =
        Finding.of(
            FindingCode.WRONG_ACTION,
            statement,
            detail,
            context.fixCommands().edit("use the Action " + TrustStatement.WEB_IDENTITY_ACTION));
    var corrected = statement.withActions(exactActions());
    found.add(
        new CorrectedStatement(policy, context).fix(finding, corrected, providers().getFirst()));
  }

  /// Whether all principals are OIDC providers, which need no action but the token exchange.
  private boolean onlyOidcProviders() {
    return statement.document().get("Principal").orElse(null) instanceof Json.Obj(var kinds)
        && kinds.keySet().equals(Set.of("Federated"))
        && statement.federated().stream().allMatch(arn -> ProviderArn.find(arn).isPresent());
  }

  private List<String> exactActions() {
    var exact = new ArrayList<>(List.of(TrustStatement.WEB_IDENTITY_ACTION));
    statement.actions().stream()
        .filter(action -> ACCOMPANYING.contains(action.toLowerCase(Locale.ROOT)))
        .forEach(exact::add);
    return exact;
  }

  /// The fix gives each provider a separate statement with the same conditions. A provider whose
  /// tokens the statement never allows is removed.
  private Finding severalProviders(List<ProviderArn> providers) {
    var detail =
        "trusts several issuers: "
            + String.join(", ", providers.stream().map(ProviderArn::url).toList());
    var allowed =
        providers.stream().filter(arn -> lintSubject(arn).denialReason().isEmpty()).toList();
    if (allowed.isEmpty()) {
      return Finding.of(
          FindingCode.SEVERAL_PROVIDERS,
          statement,
          detail,
          context.fixCommands().edit("use a separate statement for each issuer"));
    }
    var split = policy.with(statement.withFederated(List.of(allowed.getFirst().text())));
    for (var arn : allowed.subList(1, allowed.size())) {
      split = split.plus(statement.withFederated(List.of(arn.text())).document().without("Sid"));
    }
    return Finding.of(FindingCode.SEVERAL_PROVIDERS, statement, detail, context.fixCommands().fix())
        .fixedBy(split);
  }

  private LintSubject lintSubject(ProviderArn provider) {
    return new LintSubject(policy, statement, provider, context.fixCommands());
  }

  private void add(FindingCode code, String detail, String edit) {
    found.add(Finding.of(code, statement, detail, context.fixCommands().edit(edit)));
  }
}
