package io.spiffeaws.sts;

import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.policy.ProviderArn;
import java.util.List;
import java.util.Optional;

/// Reads the roles and OIDC providers of an account. Each method may throw a
/// [io.spiffeaws.problem.ProblemException], usually because a permission is missing.
public interface AccountView {
  /// Returns a role, or empty if it does not exist.
  Optional<Role> role(String name);

  /// Returns the role of a similar name; empty if there is none, or the roles cannot be listed.
  Optional<Role> similar(String name);

  /// Returns all providers of the account.
  List<ProviderArn> providers();

  /// Returns a provider, or empty if it does not exist.
  Optional<OidcProvider> provider(ProviderArn arn);
}
