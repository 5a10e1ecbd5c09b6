package io.spiffeaws.trust.lint;

import io.spiffeaws.trust.iam.OidcProviders;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.role.TrustPolicyUpdate;
import java.util.List;

/// Finds what is too wide in the trust policies of an account's roles. Not for several threads.
public final class LintRoles {
  private final Roles roles;
  private final AccountProviders providers;
  private final LintTrust lint;

  /// @param ignored codes that are meant as they are
  public LintRoles(Roles roles, OidcProviders providers, List<FindingCode> ignored) {
    this.roles = roles;
    this.providers = AccountProviders.of(providers);
    this.lint = new LintTrust(ignored);
  }

  /// @throws io.spiffeaws.problem.ProblemException missing, where there is no such role
  public LintTrust.Result role(RoleReference reference) {
    return new LintTrust.Result(
        List.of(lint.linted(TrustPolicyUpdate.found(roles, reference), providers)), 1);
  }

  /// Looks at every role that lets in by tokens.
  ///
  /// @throws io.spiffeaws.problem.ProblemException refused, unreachable: as IAM answers
  public LintTrust.Result all() {
    var all = roles.list();
    return new LintTrust.Result(
        all.stream()
            .filter(role -> PolicyRules.byWebIdentity(role.trust()))
            .map(role -> lint.linted(role, providers))
            .toList(),
        all.size());
  }
}
