package io.spiffeaws.trust.lint;

import io.spiffeaws.trust.issuer.KnownIssuer;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.TrustCondition;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.Optional;
import java.util.stream.Stream;

/// Checks for the condition that IAM requires for an issuer shared by many customers (IAM User
/// Guide, "Identity-provider controls for shared OIDC providers"). It must be on the claim that
/// distinguishes the customers, and must not consist of wildcards only. IAM checks it when a policy
/// is written, so older roles may lack it.
final class RequiredKeyRule {
  private final TrustStatement statement;
  private final FixCommands fixCommands;

  RequiredKeyRule(TrustStatement statement, FixCommands fixCommands) {
    this.statement = statement;
    this.fixCommands = fixCommands;
  }

  Stream<Finding> findings() {
    return statement.federated().stream()
        .map(principal -> ProviderArn.find(principal).map(ProviderArn::hostPath).orElse(principal))
        .distinct()
        .flatMap(host -> KnownIssuer.of(host).flatMap(issuer -> finding(issuer, host)).stream());
  }

  private Optional<Finding> finding(KnownIssuer issuer, String host) {
    return issuer
        .requiredKey(host)
        .filter(key -> statement.conditionsOn(key).stream().noneMatch(RequiredKeyRule::restricts))
        .map(key ->
            Finding.of(
                FindingCode.REQUIRED_KEY,
                statement,
                "has no condition on %s, which IAM requires for %s".formatted(key, issuer.title()),
                fixCommands.edit("add a condition on " + key)));
  }

  private static boolean restricts(TrustCondition condition) {
    return condition.operator().comparesText()
        && !condition.operator().base().negated()
        && condition.values().stream()
            .anyMatch(value -> value.chars().anyMatch(c -> c != '*' && c != '?'));
  }
}
