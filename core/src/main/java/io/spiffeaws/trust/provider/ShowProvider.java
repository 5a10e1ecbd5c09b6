package io.spiffeaws.trust.provider;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.iam.OidcProviders;

/// Shows the OIDC provider of an issuer.
public final class ShowProvider {
  private final OidcProviders providers;

  public ShowProvider(OidcProviders providers) {
    this.providers = providers;
  }

  /// Returns the provider.
  ///
  /// @throws ProblemException missing, with the command that creates it
  public OidcProvider run(IssuerUrl issuer) {
    var arn = ProviderLookup.ofAccount(issuer, providers);
    return providers
        .find(arn)
        .orElseThrow(() ->
            ProblemException.missing(
                "no-such-provider",
                "the OIDC provider of " + issuer + " has just been deleted",
                ""));
  }
}
