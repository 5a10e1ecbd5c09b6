package io.spiffeaws.trust.policy;

import io.spiffeaws.json.Json;
import java.util.ArrayList;
import java.util.List;

/// What of a trust policy lets in the web identities of one provider. Pure functions of the policy.
public final class ProviderStatements {
  private ProviderStatements() {}

  /// Puts the statements of another policy in place of all that allow something to that provider.
  /// What else stands there stays: other principals, and whatever is denied.
  ///
  /// @return the same policy where it means the same already
  public static TrustPolicy replaced(TrustPolicy policy, ProviderArn provider, TrustPolicy by) {
    var statements = new ArrayList<Json>();
    var placed = false;
    for (var statement : policy.statements()) {
      if (!lets(statement, provider)) {
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

  /// Takes away all that allows something to that provider.
  public static TrustPolicy without(TrustPolicy policy, ProviderArn provider) {
    return replaced(policy, provider, TrustPolicy.empty());
  }

  /// The statements that allow something to others than that provider's web identities.
  public static List<TrustStatement> ofOthers(TrustPolicy policy, ProviderArn provider) {
    return policy.statements().stream()
        .filter(TrustStatement::allows)
        .filter(statement ->
            StatementSplit.others(statement, provider).isPresent()
                || !statement.federated().contains(provider.text()))
        .toList();
  }

  private static boolean lets(TrustStatement statement, ProviderArn provider) {
    return statement.allows() && statement.federated().contains(provider.text());
  }
}
