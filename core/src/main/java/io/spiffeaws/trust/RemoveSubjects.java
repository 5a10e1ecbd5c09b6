package io.spiffeaws.trust;

import io.spiffeaws.change.Changes;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.Sleeper;
import io.spiffeaws.trust.iam.ChangeReport;
import io.spiffeaws.trust.iam.OidcProviders;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.policy.Audience;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.provider.ProviderLookup;
import io.spiffeaws.trust.role.RoleLocks;
import io.spiffeaws.trust.role.SubjectChanges;
import io.spiffeaws.trust.role.TrustPolicyUpdate;
import io.spiffeaws.trust.subject.ProviderAudience;
import io.spiffeaws.trust.subject.SubjectEditor;
import java.util.List;
import java.util.Optional;

/// Takes SPIFFE IDs out of a role's trust policy.
public final class RemoveSubjects {
  private final OidcProviders providers;
  private final TrustPolicyUpdate update;

  public RemoveSubjects(Roles roles, OidcProviders providers, RoleLocks locks, Sleeper sleeper) {
    this.providers = providers;
    this.update = new TrustPolicyUpdate(roles, locks, sleeper);
  }

  /// @param issuer may be empty where the role trusts one OIDC provider
  /// @param audience where given, only statements that ask for it are edited
  public record Request(
      RoleReference role,
      List<Subject> subjects,
      Optional<IssuerUrl> issuer,
      Optional<String> audience,
      boolean dryRun) {
    public Request {
      subjects = List.copyOf(subjects);
      audience.ifPresent(Audience::check);
    }
  }

  /// @throws ProblemException missing: the role, the provider; refused: `last-statement`, where
  ///   nobody would be let in any more, which IAM does not take, or by IAM
  public ChangeReport run(Request request) {
    var edited = update.run(request.role(), role -> edited(role, request), request.dryRun());
    return new ChangeReport(new Changes(edited.changes(), request.dryRun()), edited.warnings());
  }

  private TrustPolicyUpdate.Edited edited(Role role, Request request) {
    var provider = ProviderLookup.ofRole(role, request.issuer(), providers);
    var target = new ProviderAudience(provider, request.audience());
    var edited =
        SubjectChanges.removed(
            role,
            target,
            request.subjects(),
            (policy, subject) -> SubjectEditor.removeSub(policy, target, subject));
    if (edited.policy().grantsNothing()) {
      throw ProblemException.refused(
          "last-statement",
          "role " + role.name() + " would trust nobody any more, and IAM keeps no such role",
          "delete the role: spiffe-aws trust role delete " + role.name());
    }
    return edited;
  }
}
