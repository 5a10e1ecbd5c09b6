package io.spiffeaws.trust.lint;

import io.spiffeaws.trust.policy.MisspelledProvider;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.StatementCorrection;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.Optional;

/// Replaces a principal that is no provider of the account by the only provider that is similar. If
/// the providers are unknown, only the form of the principal is corrected.
final class PrincipalCorrection {
  private final TrustPolicy policy;
  private final TrustStatement statement;
  private final LintContext context;

  PrincipalCorrection(TrustPolicy policy, TrustStatement statement, LintContext context) {
    this.policy = policy;
    this.statement = statement;
    this.context = context;
  }

  /// Returns the provider that is probably meant, or empty if it is unknown or ambiguous.
  Optional<ProviderArn> meant(String principal) {
    return context
        .providers()
        .all()
        .map(all ->
            MisspelledProvider.only(principal, all)
                .or(() -> exact(principal).filter(all::contains)))
        .orElseGet(() -> exact(principal));
  }

  /// Returns the finding with the correction, or unchanged if it needs a decision.
  ///
  /// @param kind the kind that the principal is listed under: `Federated`, `AWS`
  Finding fix(Finding finding, String kind, String principal) {
    return meant(principal)
        .filter(arn -> !kind.equals("Federated") || !arn.text().equals(principal))
        .map(arn ->
            new CorrectedStatement(policy, context)
                .fix(finding, StatementCorrection.principal(statement, kind, principal, arn), arn))
        .orElse(finding);
  }

  /// The provider that the principal names if its scheme is left out.
  private static Optional<ProviderArn> exact(String principal) {
    return ProviderArn.find(principal.replaceFirst("(?i)/https?://", "/"));
  }
}
