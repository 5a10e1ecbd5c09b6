package io.spiffeaws.sts;

import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.trust.lint.AccountProviders;
import io.spiffeaws.trust.policy.Audience;
import io.spiffeaws.trust.policy.Glob;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import io.spiffeaws.trust.policy.WebIdentity;
import java.util.List;
import java.util.Optional;

/// Finds the audience that a token should have: one that provider and trust policy agree on.
final class AudienceAgreement {
  private AudienceAgreement() {}

  /// Returns the first audience that the policy allows for the identity's provider and the provider
  /// accepts; empty if there is none. If the provider cannot be read, that of the policy.
  static Optional<String> of(TrustPolicy policy, WebIdentity identity, AccountProviders account) {
    var accepted = account.audiences(new ProviderArn(identity.providerArn()));
    return of(policy, identity, accepted.orElseGet(() -> audiences(policy, identity)));
  }

  /// As above, with the audiences of the provider.
  static Optional<String> of(TrustPolicy policy, WebIdentity identity, List<String> accepted) {
    return audiences(policy, identity).stream()
        .filter(accepted::contains)
        .filter(audience -> !audience.equals(identity.aud()))
        .findFirst();
  }

  /// Returns the exact audiences that the policy lists for the identity's provider.
  static List<String> audiences(TrustPolicy policy, WebIdentity identity) {
    return policy.statements().stream()
        .filter(TrustStatement::allows)
        .filter(statement -> statement.federated().contains(identity.providerArn()))
        .flatMap(statement -> statement.conditionsOn(identity.issuerHostPath() + ":aud").stream())
        .filter(condition -> condition.operator().listsExactly())
        .flatMap(condition -> condition.values().stream())
        .filter(audience -> !Audience.isSpiffeId(audience) && !Glob.isPattern(audience))
        .distinct()
        .toList();
  }

  /// Returns the hint to request tokens for an audience.
  static String specify(String audience) {
    return TypedCommand.of(
        "specify --audience %s, or set SPIFFE_AWS_AUDIENCE or the context's audience to that value",
        audience);
  }
}
