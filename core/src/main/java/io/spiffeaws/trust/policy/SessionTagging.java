package io.spiffeaws.trust.policy;

import io.spiffeaws.json.Json;
import io.spiffeaws.jwt.JwtToken;
import java.util.Optional;

/// Whether tokens may bring session tags. STS takes them from a claim of the token alone, and
/// refuses a token that has it unless the statement that lets it in allows `sts:TagSession` too
/// (IAM User Guide, "Pass session tags in AWS STS").
public final class SessionTagging {
  private static final String ACTION = "sts:TagSession";
  private static final String CLAIM = "https://aws.amazon.com/tags";

  private SessionTagging() {}

  /// Whether the token brings tags.
  public static boolean isIn(JwtToken token) {
    return token.claims().get(CLAIM).filter(Json.Obj.class::isInstance).isPresent();
  }

  /// Whether a statement that lets in web identities of that provider allows tags as well.
  public static boolean allowedBy(TrustPolicy policy, String providerArn) {
    return policy.statements().stream()
        .anyMatch(statement -> lets(statement, providerArn) && statement.allowsAction(ACTION));
  }

  /// The same policy, with tags allowed by each statement that allows web identities of that
  /// provider. Other principals of these statements get no more than they had.
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
        .filter(statement -> lets(statement, provider.text()))
        .filter(statement -> !statement.allowsAction(ACTION))
        .findFirst();
  }

  private static boolean lets(TrustStatement statement, String providerArn) {
    return statement.allows()
        && statement.federated().contains(providerArn)
        && statement.allowsAction(TrustStatement.WEB_IDENTITY_ACTION);
  }
}
