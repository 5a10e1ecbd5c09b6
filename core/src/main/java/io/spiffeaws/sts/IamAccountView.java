package io.spiffeaws.sts;

import io.spiffeaws.trust.iam.MisspelledRole;
import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.iam.OidcProviders;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.policy.ProviderArn;
import java.util.List;
import java.util.Optional;

/// [AccountView] of the caller's account by IAM.
///
/// @param roles its roles
/// @param oidcProviders its providers
public record IamAccountView(Roles roles, OidcProviders oidcProviders) implements AccountView {
  @Override
  public Optional<Role> role(String name) {
    return roles.find(name);
  }

  @Override
  public Optional<Role> similar(String name) {
    return MisspelledRole.of(name, roles);
  }

  @Override
  public List<ProviderArn> providers() {
    return oidcProviders.list();
  }

  @Override
  public Optional<OidcProvider> provider(ProviderArn arn) {
    return oidcProviders.find(arn);
  }
}
