package io.spiffeaws.trust;

import io.spiffeaws.change.Changes;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.Pause;
import java.util.List;
import java.util.Optional;

/// Takes SPIFFE IDs out of a role's trust policy.
public final class RemoveTrustSubject {
  private final OidcProviders providers;
  private final TrustUpdate update;

  public RemoveTrustSubject(Roles roles, OidcProviders providers, RoleLocks locks, Pause pause) {
    this.providers = providers;
    this.update = new TrustUpdate(roles, locks, pause);
  }

  /// @param issuer may be empty where the role trusts one OIDC provider
  /// @param audience where given, only statements that ask for it are edited
  public record Request(
      RoleReference role,
      List<TrustSubject> subjects,
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
  public TrustOutcome run(Request request) {
    var edited = update.run(request.role(), role -> edited(role, request), request.dryRun());
    return new TrustOutcome(new Changes(edited.changes(), request.dryRun()), edited.warnings());
  }

  private TrustUpdate.Edited edited(Role role, Request request) {
    var provider = TargetLookup.ofRole(role, request.issuer(), providers);
    var target = new TrustTarget(provider, request.audience());
    var edited =
        SubjectChanges.removed(
            role,
            target,
            request.subjects(),
            (policy, subject) -> SubjectEditor.removeSub(policy, target, subject));
    if (edited.policy().letsNobodyIn()) {
      throw ProblemException.refused(
          "last-statement",
          "role " + role.name() + " would trust nobody any more, and IAM keeps no such role",
          "delete the role: spiffe-aws trust role delete " + role.name());
    }
    return edited;
  }
}
