package io.spiffeaws.trust;

import io.spiffeaws.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What of a trust policy lets in the web identities of one provider. Pure functions of the policy.
public final class ProviderStatements {
  private static final String PRINCIPAL = "Principal";
  private static final String FEDERATED = "Federated";

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
      withoutProvider(statement, provider).ifPresent(statements::add);
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
            withoutProvider(statement, provider).isPresent()
                || !statement.federated().contains(provider.text()))
        .toList();
  }

  private static boolean lets(TrustStatement statement, ProviderArn provider) {
    return statement.allows() && statement.federated().contains(provider.text());
  }

  /// What is left of a statement for the other providers that it names; empty where there is none.
  private static Optional<Json.Obj> withoutProvider(
      TrustStatement statement, ProviderArn provider) {
    var others =
        statement.federated().stream().filter(arn -> !arn.equals(provider.text())).toList();
    if (others.isEmpty()
        || !(statement.document().get(PRINCIPAL).orElse(null) instanceof Json.Obj principal)) {
      return Optional.empty();
    }
    return Optional.of(
        statement.document().with(PRINCIPAL, principal.with(FEDERATED, texts(others))));
  }

  private static Json texts(List<String> texts) {
    return texts.size() == 1 ? Json.of(texts.getFirst()) : Json.strings(texts);
  }
}
