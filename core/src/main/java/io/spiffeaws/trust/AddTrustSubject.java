package io.spiffeaws.trust;

import io.spiffeaws.change.Changes;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.Pause;
import java.util.List;
import java.util.Optional;

/// Lets SPIFFE IDs into a role: afterwards STS lets them in, and nobody else more than before.
public final class AddTrustSubject {
  private final Roles roles;
  private final OidcProviders providers;
  private final TrustUpdate update;

  public AddTrustSubject(Roles roles, OidcProviders providers, RoleLocks locks, Pause pause) {
    this.roles = roles;
    this.providers = providers;
    this.update = new TrustUpdate(this.roles, locks, pause);
  }

  /// @param issuer may be empty where the role trusts one OIDC provider
  /// @param audience where empty, that of the statement that is edited
  /// @param narrow put the condition into statements that let in the whole trust domain
  /// @param force take a pattern over the whole trust domain
  /// @param inPlaceOf one that is taken off in the same write, most often a pattern
  public record Request(
      RoleReference role,
      List<TrustSubject> subjects,
      Optional<IssuerUrl> issuer,
      Optional<String> audience,
      boolean narrow,
      boolean force,
      Optional<String> inPlaceOf,
      boolean dryRun) {
    public Request {
      subjects = List.copyOf(subjects);
      audience.ifPresent(Audience::check);
      if (inPlaceOf.isPresent() && subjects.stream().anyMatch(TrustSubject::pattern)) {
        throw ProblemException.malformed(
            "pattern-in-place", "a pattern is not put in the place of another", "name IDs");
      }
      if (subjects.stream().map(TrustSubject::text).anyMatch(inPlaceOf.orElse("")::equals)) {
        throw ProblemException.malformed(
            "same-in-place",
            "invalid value \"%s\" for --in-place-of: it is the ID to add"
                .formatted(inPlaceOf.get()),
            "name the one to remove");
      }
    }

    /// In place of none.
    public Request(
        RoleReference role,
        List<TrustSubject> subjects,
        Optional<IssuerUrl> issuer,
        Optional<String> audience,
        boolean narrow,
        boolean force,
        boolean dryRun) {
      this(role, subjects, issuer, audience, narrow, force, Optional.empty(), dryRun);
    }
  }

  /// @throws ProblemException malformed: a pattern over the whole trust domain without `force`;
  ///   missing: the role, the provider; refused: `whole-trust-domain`, `denied-by-statement`,
  ///   `trust-policy-too-long`, or by IAM
  public TrustOutcome run(Request request) {
    if (!request.force()) {
      request.subjects().forEach(subject -> checkBreadth(subject, "say --force if that is meant"));
    }
    var edited = update.run(request.role(), role -> edited(role, request), request.dryRun());
    return new TrustOutcome(new Changes(edited.changes(), request.dryRun()), edited.warnings());
  }

  private TrustUpdate.Edited edited(Role role, Request request) {
    var provider = TargetLookup.ofSpiffeIds(role, request.issuer(), providers);
    var target = new TrustTarget(provider, request.audience());
    return SubjectChanges.added(
        role,
        target,
        request.subjects(),
        (policy, subject) ->
            request
                .inPlaceOf()
                .map(old -> SubjectReplacement.of(policy, target, old, subject, request.narrow()))
                .orElseGet(() -> SubjectEditor.addSub(policy, target, subject, request.narrow())));
  }

  static void checkBreadth(TrustSubject subject, String hint) {
    if (subject.wholeTrustDomain()) {
      throw ProblemException.malformed(
          "whole-trust-domain",
          "\"" + subject + "\" would let in every workload of the trust domain",
          hint);
    }
  }
}
