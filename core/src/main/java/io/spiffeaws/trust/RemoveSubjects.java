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
import io.spiffeaws.trust.role.RoleLocks;
import io.spiffeaws.trust.role.SubjectChanges;
import io.spiffeaws.trust.role.TrustPolicyUpdate;
import io.spiffeaws.trust.role.WayLookup;
import java.util.List;
import java.util.Optional;

/// Removes subjects from a role's trust policy.
public final class RemoveSubjects {
  private final OidcProviders providers;
  private final TrustPolicyUpdate update;

  public RemoveSubjects(Roles roles, OidcProviders providers, RoleLocks locks, Sleeper sleeper) {
    this.providers = providers;
    this.update = new TrustPolicyUpdate(roles, locks, sleeper);
  }

  /// @param way the way to remove them from; may be empty if the role has exactly one. With an
  ///   audience, only statements that accept it are edited
  public record Request(RoleReference role, List<Subject> subjects, WayLookup way, boolean dryRun) {
    public Request {
      subjects = List.copyOf(subjects);
      way.audience().ifPresent(Audience::check);
    }

    /// A request for tokens.
    public Request(
        RoleReference role,
        List<Subject> subjects,
        Optional<IssuerUrl> issuer,
        Optional<String> audience,
        boolean dryRun) {
      this(role, subjects, new WayLookup(issuer, audience, Optional.empty()), dryRun);
    }
  }

  /// @throws ProblemException missing: the role, the provider; refused: `last-statement`, if no
  ///   statement would be left, which IAM rejects, or if IAM rejects the change
  public ChangeReport run(Request request) {
    var edited = update.run(request.role(), role -> edited(role, request), request.dryRun());
    return new ChangeReport(new Changes(edited.changes(), request.dryRun()), edited.warnings());
  }

  private TrustPolicyUpdate.Edited edited(Role role, Request request) {
    var way = request.way().of(role, false, providers);
    var edited = SubjectChanges.removed(role, way, request.subjects(), way::remove);
    if (edited.policy().grantsNothing()) {
      throw ProblemException.refused(
          "last-statement",
          "role " + role.name() + " would have no trust policy statement left, which IAM rejects",
          "to delete the role, run: spiffe-aws trust role delete " + role.name());
    }
    return edited;
  }
}
