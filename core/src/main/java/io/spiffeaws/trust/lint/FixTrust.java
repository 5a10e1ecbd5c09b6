package io.spiffeaws.trust.lint;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.time.Sleeper;
import io.spiffeaws.trust.iam.OidcProviders;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.policy.LineDiff;
import io.spiffeaws.trust.role.RoleLocks;
import io.spiffeaws.trust.role.TrustPolicyUpdate;
import java.util.List;

/// Applies the automatic fixes to a role's trust policy. Subjects that are listed exactly stay
/// allowed.
public final class FixTrust {
  private final OidcProviders providers;
  private final TrustPolicyUpdate update;

  public FixTrust(Roles roles, OidcProviders providers, RoleLocks locks, Sleeper sleeper) {
    this.providers = providers;
    this.update = new TrustPolicyUpdate(roles, locks, sleeper);
  }

  /// @param ignored codes of findings that are not fixed
  public record Request(RoleReference role, List<FindingCode> ignored, boolean dryRun) {
    public Request {
      ignored = List.copyOf(ignored);
    }
  }

  /// @throws io.spiffeaws.problem.ProblemException missing, if there is no such role; refused:
  ///   `trust-policy-too-long`, or if IAM rejects the change
  public Changes run(Request request) {
    var account = AccountProviders.of(providers);
    var edited =
        update.run(request.role(), role -> edited(role, account, request), request.dryRun());
    return new Changes(edited.changes(), request.dryRun());
  }

  private static TrustPolicyUpdate.Edited edited(
      Role role, AccountProviders account, Request request) {
    var context = LintTrust.ofRole(role, account);
    var fixed = PolicyRules.fixed(role.trust(), context, request.ignored());
    var changed = !fixed.equals(role.trust());
    var change =
        new Change(
            Change.Kind.ROLE,
            role.name(),
            changed ? Change.Action.UPDATED : Change.Action.UNCHANGED,
            role.arn(),
            changed
                ? LineDiff.of(role.trust().pretty(), fixed.pretty())
                : "nothing can be restricted automatically");
    return new TrustPolicyUpdate.Edited(role, fixed, List.of(change), List.of());
  }
}
