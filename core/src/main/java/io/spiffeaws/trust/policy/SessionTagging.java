package io.spiffeaws.trust.policy;

import io.spiffeaws.json.Json;
import io.spiffeaws.jwt.JwtToken;
import java.util.Optional;

/// Checks and allows session tags in tokens. STS reads the tags only from a claim of the token. It
/// denies a token that has the claim unless the statement that allows the token also allows
/// `sts:TagSession` (IAM User Guide, "Pass session tags in AWS STS").
public final class SessionTagging {
  private static final String ACTION = "sts:TagSession";
  private static final String CLAIM = "https://aws.amazon.com/tags";

  private SessionTagging() {}

  /// Whether the token has session tags.
  public static boolean isIn(JwtToken token) {
    return token.claims().get(CLAIM).filter(Json.Obj.class::isInstance).isPresent();
  }

  /// Whether a statement that allows web identities of the provider also allows session tags.
  public static boolean allowedBy(TrustPolicy policy, String providerArn) {
    return policy.statements().stream()
        .anyMatch(statement -> allows(statement, providerArn) && statement.allowsAction(ACTION));
  }

  /// Returns the policy with session tags allowed in each statement that allows web identities of
  /// the provider. Other principals of these statements get no new permissions.
  public static TrustPolicy allow(TrustPolicy policy, ProviderArn provider) {
    var edited = policy;
    for (var next = untagged(edited, provider);
        next.isPresent();
        next = untagged(edited, provider)) {
      edited = StatementSplit.edited(edited, next.get().plusAction(ACTION), provider);
    }
    return edited;
  }

  private static Optional<TrustStatement> untagged(TrustPolicy policy, ProviderArn provider) {
    return policy.statements().stream()
        .filter(statement -> allows(statement, provider.text()))
        .filter(statement -> !statement.allowsAction(ACTION))
        .findFirst();
  }

  private static boolean allows(TrustStatement statement, String providerArn) {
    return statement.allows()
        && statement.federated().contains(providerArn)
        && statement.allowsAction(TrustStatement.WEB_IDENTITY_ACTION);
  }
}
