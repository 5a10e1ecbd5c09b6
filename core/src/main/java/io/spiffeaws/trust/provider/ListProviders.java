package io.spiffeaws.trust.provider;

import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.iam.OidcProviders;
import java.util.Comparator;
import java.util.List;

/// Lists the OIDC providers of the account.
public final class ListProviders {
  private final OidcProviders providers;

  public ListProviders(OidcProviders providers) {
    this.providers = providers;
  }

  /// Returns the providers sorted by URL. A provider that is deleted while they are read is
  /// omitted.
  public List<OidcProvider> run() {
    return providers.list().stream()
        .flatMap(arn -> providers.find(arn).stream())
        .sorted(Comparator.comparing(OidcProvider::url))
        .toList();
  }
}
