package io.spiffeaws.trust.iam;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.policy.Glob;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.TrustCondition;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;

/// A role in a listing of all roles, which has no tags.
///
/// @param description empty if there is none
/// @param trust its trust policy as text, not parsed, so that an unusual policy of one role does
///   not affect the others
public record ListedRole(String name, String description, String trust) {
  /// Whether its trust policy names the provider.
  public boolean names(ProviderArn provider) {
    return trust.contains("\"" + provider + "\"");
  }

  /// Whether its trust policy may allow a token of the provider with that audience. True if the
  /// policy cannot be parsed, or a statement has no condition on the audience.
  public boolean mayAcceptToken(ProviderArn provider, String audience) {
    if (!names(provider)) {
      return false;
    }
    try {
      return TrustPolicy.parse(trust).statements().stream()
          .filter(TrustStatement::allows)
          .filter(statement -> statement.federated().contains(provider.text()))
          .anyMatch(statement ->
              statement.conditionsOn(provider.hostPath() + ":aud").stream()
                  .allMatch(condition -> mayHold(condition, audience)));
    } catch (ProblemException unreadable) {
      return true;
    }
  }

  private static boolean mayHold(TrustCondition condition, String audience) {
    return switch (condition.operator().base()) {
      case STRING_EQUALS -> condition.values().contains(audience);
      case STRING_LIKE ->
          condition.values().stream().anyMatch(value -> Glob.covers(value, audience));
      default -> true;
    };
  }
}
