package io.spiffeaws.trust;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.oidc.IssuerUrl;
import java.util.List;

/// Deletes the OIDC provider of an issuer. Roles that trust it stay, and let nobody in through it.
public final class DeleteProvider {
  private final OidcProviders providers;

  public DeleteProvider(OidcProviders providers) {
    this.providers = providers;
  }

  /// A provider that is not there is as asked.
  public Changes run(IssuerUrl issuer, boolean dryRun) {
    var arn = providers.ofIssuer(issuer);
    if (arn.isPresent() && !dryRun) {
      providers.delete(arn.get());
    }
    return new Changes(
        List.of(
            new Change(
                Change.Kind.OIDC_PROVIDER,
                issuer.text(),
                arn.isPresent() ? Change.Action.DELETED : Change.Action.UNCHANGED,
                arn.map(ProviderArn::text).orElse(null),
                arn.isPresent() ? "" : "there is no such provider")),
        dryRun);
  }
}
