package io.spiffeaws.trust.lint;

import io.spiffeaws.json.Json;
import io.spiffeaws.trust.policy.Glob;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.RolesAnywhereStatements;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds everything that is reported for one policy.
final class PolicyRules {
  private final TrustPolicy policy;
  private final LintContext context;

  PolicyRules(TrustPolicy policy, LintContext context) {
    this.policy = policy;
    this.context = context;
  }

  List<Finding> findings() {
    var found = new ArrayList<Finding>();
    for (var statement : policy.statements()) {
      found.addAll(new StatementRules(policy, statement, context).findings());
    }
    policy.providers().forEach(provider -> found.addAll(trustDomains(provider)));
    found.addAll(trustDomains());
    return found;
  }

  /// Returns the policy with all automatic fixes applied.
  ///
  /// @param ignored codes of findings that are not fixed
  static TrustPolicy fixed(TrustPolicy policy, LintContext context, List<FindingCode> ignored) {
    var fixed = policy;
    while (true) {
      var before = fixed;
      var next =
          new PolicyRules(before, context)
              .findings().stream()
                  .filter(finding -> !ignored.contains(finding.code()))
                  .flatMap(finding -> finding.fixed().stream())
                  .filter(one -> !one.equals(before))
                  .findFirst();
      if (next.isEmpty()) {
        return fixed;
      }
      fixed = next.get();
    }
  }

  /// Whether the policy may allow an identity by a token of an OIDC provider, or by a service that
  /// assumes roles for workloads.
  static boolean byWebIdentity(TrustPolicy policy) {
    return policy.statements().stream()
        .filter(TrustStatement::allows)
        .anyMatch(statement ->
            statement.federated().stream()
                    .anyMatch(arn -> arn.equals("*") || ProviderArn.find(arn).isPresent())
                || (anyone(statement) && webIdentity(statement))
                || ServiceRules.names(statement));
  }

  private static boolean anyone(TrustStatement statement) {
    return statement.document().get("NotPrincipal").isPresent()
        || statement.document().get("Principal").filter(Json.of("*")::equals).isPresent();
  }

  private static boolean webIdentity(TrustStatement statement) {
    return statement.document().get("NotAction").isPresent()
        || statement.actions().stream()
            .map(action -> action.toLowerCase(Locale.ROOT))
            .anyMatch(action ->
                Glob.covers(action, TrustStatement.WEB_IDENTITY_ACTION.toLowerCase(Locale.ROOT)));
  }

  /// Finds subjects outside the trust domain that most subjects belong to.
  private List<Finding> trustDomains(ProviderArn provider) {
    return ofOtherDomains(
        policy.statements().stream().flatMap(each -> named(each, provider)).toList(),
        provider.url());
  }

  /// As [#trustDomains], of the IDs that are allowed by certificates.
  private List<Finding> trustDomains() {
    return ofOtherDomains(
        policy.statements().stream()
            .filter(RolesAnywhereStatements::isOne)
            .map(statement -> new AnchorSubject(policy, statement, context))
            .flatMap(PolicyRules::named)
            .toList(),
        "IAM Roles Anywhere");
  }

  private static List<Finding> ofOtherDomains(List<Named> named, String of) {
    var counts = new LinkedHashMap<String, Integer>();
    named.forEach(one -> counts.merge(one.trustDomain(), 1, Integer::sum));
    var usual =
        counts.entrySet().stream()
            .reduce((one, other) -> other.getValue() > one.getValue() ? other : one)
            .map(Map.Entry::getKey);
    return named.stream()
        .filter(one -> !Optional.of(one.trustDomain()).equals(usual))
        .map(one ->
            Finding.of(
                FindingCode.SEVERAL_TRUST_DOMAINS,
                one.statement(),
                "names %s, but the other subjects of %s are of trust domain %s"
                    .formatted(one.subject(), of, usual.orElse("")),
                one.removal()))
        .toList();
  }

  /// @param removal the hint that removes the subject
  private record Named(
      TrustStatement statement, String subject, String trustDomain, String removal) {}

  private static Stream<Named> named(AnchorSubject one) {
    return one.values().stream()
        .flatMap(subject ->
            SubjectShape.trustDomain(subject).stream()
                .map(domain -> new Named(one.statement(), subject, domain, one.remove(subject))));
  }

  private Stream<Named> named(TrustStatement statement, ProviderArn provider) {
    var lintSubject = new LintSubject(policy, statement, provider, context.fixCommands());
    return !statement.allows() || !statement.federated().contains(provider.text())
        ? Stream.empty()
        : lintSubject.values("sub").stream()
            .flatMap(subject ->
                SubjectShape.trustDomain(subject).stream()
                    .map(domain ->
                        new Named(
                            statement,
                            subject,
                            domain,
                            context.fixCommands().remove(provider, subject))));
  }
}
