package io.spiffeaws.sts;

import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.policy.ProviderArn;
import java.util.List;
import java.util.Optional;

/// What an account says of roles and providers. Each method may throw a
/// [io.spiffeaws.problem.ProblemException], most often for want of rights.
public interface AccountView {
  Optional<Role> role(String name);

  List<ProviderArn> providers();

  Optional<OidcProvider> provider(ProviderArn arn);
}
