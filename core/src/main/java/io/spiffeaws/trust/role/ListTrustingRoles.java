package io.spiffeaws.trust.role;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.subject.ListedSubject;
import io.spiffeaws.trust.subject.SubjectEditor;
import java.util.List;
import java.util.Optional;

/// Lists the roles whose trust policy names an OIDC provider.
public final class ListTrustingRoles {
  private final Roles roles;

  public ListTrustingRoles(Roles roles) {
    this.roles = roles;
  }

  /// Returns the roles in the order of IAM.
  ///
  /// @param issuer whose provider the policy must name; empty for any
  /// @throws io.spiffeaws.problem.ProblemException refused or unreachable, as IAM responds
  public List<TrustingRole> run(Optional<IssuerUrl> issuer) {
    return roles.list().stream()
        .map(role -> trusting(role, issuer))
        .filter(role -> !role.issuers().isEmpty())
        .toList();
  }

  private static TrustingRole trusting(Role role, Optional<IssuerUrl> issuer) {
    var providers =
        role.trust().providers().stream()
            .filter(arn -> issuer.map(IssuerUrl::hostPath).map(arn.hostPath()::equals).orElse(true))
            .toList();
    var subjects =
        SubjectEditor.subs(role.trust()).stream()
            .filter(subject ->
                providers.stream().anyMatch(arn -> arn.text().equals(subject.provider())))
            .map(ListedSubject::sub)
            .distinct()
            .toList();
    return new TrustingRole(
        role.name(), role.arn(), providers.stream().map(ProviderArn::url).toList(), subjects);
  }
}
