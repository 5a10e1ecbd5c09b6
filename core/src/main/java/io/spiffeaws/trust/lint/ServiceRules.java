package io.spiffeaws.trust.lint;

import io.spiffeaws.trust.policy.RolesAnywhereStatements;
import io.spiffeaws.trust.policy.TrustCondition;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Checks that a statement for a service that assumes roles for workloads restricts the source
/// resource (Amazon EKS User Guide, "EKS Pod Identity roles"; IAM User Guide, "The confused deputy
/// problem"). [AnchorRules] checks that of IAM Roles Anywhere.
final class ServiceRules {
  private static final Map<String, String> RESOURCES =
      Map.of("pods.eks.amazonaws.com", "the cluster: arn:aws:eks:REGION:ACCOUNT:cluster/NAME");
  private static final Set<String> SOURCES = Set.of("aws:sourcearn", "aws:sourceaccount");

  private final TrustStatement statement;
  private final FixCommands fixCommands;

  ServiceRules(TrustStatement statement, FixCommands fixCommands) {
    this.statement = statement;
    this.fixCommands = fixCommands;
  }

  /// Whether the statement names one of these services, or IAM Roles Anywhere.
  static boolean names(TrustStatement statement) {
    return statement.principals("Service").stream().anyMatch(RESOURCES::containsKey)
        || RolesAnywhereStatements.isOne(statement);
  }

  List<Finding> findings() {
    return statement.conditions().stream().anyMatch(ServiceRules::restrictsSource)
        ? List.of()
        : statement.principals("Service").stream()
            .filter(RESOURCES::containsKey)
            .distinct()
            .map(this::finding)
            .toList();
  }

  private Finding finding(String service) {
    return Finding.of(
        FindingCode.NO_SOURCE,
        statement,
        "allows %s without aws:SourceArn or aws:SourceAccount".formatted(service),
        fixCommands.edit(
            "add an ArnLike condition on aws:SourceArn with " + RESOURCES.get(service)));
  }

  private static boolean restrictsSource(TrustCondition condition) {
    var operator = condition.operator();
    return SOURCES.contains(condition.key().toLowerCase(Locale.ROOT))
        && !operator.base().negated()
        && !operator.ifExists()
        && !operator.forAll()
        && condition.values().stream().noneMatch("*"::equals);
  }
}
