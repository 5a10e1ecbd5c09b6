package io.spiffeaws.trust.lint;

import io.spiffeaws.trust.iam.OidcProviders;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.role.TrustPolicyUpdate;
import java.util.List;

/// Checks the trust policies of an account's roles. Not thread-safe.
public final class LintRoles {
  private final Roles roles;
  private final AccountProviders providers;
  private final LintTrust lint;

  /// @param ignored codes of findings that are not reported
  public LintRoles(Roles roles, OidcProviders providers, List<FindingCode> ignored) {
    this.roles = roles;
    this.providers = AccountProviders.of(providers);
    this.lint = new LintTrust(ignored);
  }

  /// @throws io.spiffeaws.problem.ProblemException missing, if there is no such role
  public LintTrust.Result role(RoleReference reference) {
    return new LintTrust.Result(
        List.of(lint.check(TrustPolicyUpdate.found(roles, reference), providers)), 1);
  }

  /// Checks every role that a token of an OIDC provider may assume.
  ///
  /// @throws io.spiffeaws.problem.ProblemException refused or unreachable, as IAM responds
  public LintTrust.Result all() {
    var all = roles.list();
    return new LintTrust.Result(
        all.stream()
            .filter(role -> PolicyRules.byWebIdentity(role.trust()))
            .map(role -> lint.check(role, providers))
            .toList(),
        all.size());
  }
}
