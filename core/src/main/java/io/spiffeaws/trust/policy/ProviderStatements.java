package io.spiffeaws.trust.policy;

import io.spiffeaws.json.Json;
import java.util.ArrayList;
import java.util.List;

/// The statements of a trust policy that allow web identities of one provider. Pure functions of
/// the policy.
public final class ProviderStatements {
  private ProviderStatements() {}

  /// Replaces all statements that allow the provider by the statements of another policy. Other
  /// principals and Deny statements are not changed.
  ///
  /// @return the unchanged policy if it has the same meaning already
  public static TrustPolicy replaced(TrustPolicy policy, ProviderArn provider, TrustPolicy by) {
    var statements = new ArrayList<Json>();
    var placed = false;
    for (var statement : policy.statements()) {
      if (!allows(statement, provider)) {
        statements.add(statement.document());
        continue;
      }
      if (!placed) {
        by.statements().forEach(wanted -> statements.add(wanted.document()));
        placed = true;
      }
      StatementSplit.others(statement, provider).ifPresent(statements::add);
    }
    if (!placed) {
      by.statements().forEach(wanted -> statements.add(wanted.document()));
    }
    var replaced = new TrustPolicy(policy.document().with("Statement", Json.array(statements)));
    return replaced.meansSameAs(policy) ? policy : replaced;
  }

  /// Removes everything that allows the provider.
  public static TrustPolicy without(TrustPolicy policy, ProviderArn provider) {
    return replaced(policy, provider, TrustPolicy.empty());
  }

  /// The statements that allow principals other than the provider.
  public static List<TrustStatement> ofOthers(TrustPolicy policy, ProviderArn provider) {
    return policy.statements().stream()
        .filter(TrustStatement::allows)
        .filter(statement ->
            StatementSplit.others(statement, provider).isPresent()
                || !statement.federated().contains(provider.text()))
        .toList();
  }

  private static boolean allows(TrustStatement statement, ProviderArn provider) {
    return statement.allows() && statement.federated().contains(provider.text());
  }
}
