package io.spiffeaws.trust;

import io.spiffeaws.change.Changes;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.time.Sleeper;
import io.spiffeaws.trust.iam.ChangeReport;
import io.spiffeaws.trust.iam.OidcProviders;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.policy.Audience;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.provider.ProviderLookup;
import io.spiffeaws.trust.role.RoleLocks;
import io.spiffeaws.trust.role.SubjectChanges;
import io.spiffeaws.trust.role.TrustPolicyUpdate;
import io.spiffeaws.trust.subject.ProviderAudience;
import io.spiffeaws.trust.subject.SubjectBreadth;
import io.spiffeaws.trust.subject.SubjectEditor;
import io.spiffeaws.trust.subject.SubjectReplacement;
import java.util.List;
import java.util.Optional;

/// Lets SPIFFE IDs into a role: afterwards STS lets them in, and nobody else more than before.
public final class AddSubjects {
  private final Roles roles;
  private final OidcProviders providers;
  private final TrustPolicyUpdate update;

  public AddSubjects(Roles roles, OidcProviders providers, RoleLocks locks, Sleeper sleeper) {
    this.roles = roles;
    this.providers = providers;
    this.update = new TrustPolicyUpdate(this.roles, locks, sleeper);
  }

  /// @param issuer may be empty where the role trusts one OIDC provider
  /// @param audience where empty, that of the statement that is edited
  /// @param narrow put the condition into statements that let in the whole trust domain
  /// @param force take a pattern over the whole trust domain
  /// @param inPlaceOf one that is taken off in the same write, most often a pattern
  public record Request(
      RoleReference role,
      List<Subject> subjects,
      Optional<IssuerUrl> issuer,
      Optional<String> audience,
      boolean narrow,
      boolean force,
      Optional<String> inPlaceOf,
      boolean dryRun) {
    public Request {
      subjects = List.copyOf(subjects);
      audience.ifPresent(Audience::check);
      if (inPlaceOf.isPresent() && subjects.stream().anyMatch(Subject::pattern)) {
        throw ProblemException.malformed(
            "pattern-in-place", "a pattern is not put in the place of another", "name IDs");
      }
      if (subjects.stream().map(Subject::text).anyMatch(inPlaceOf.orElse("")::equals)) {
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
        List<Subject> subjects,
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
  public ChangeReport run(Request request) {
    if (!request.force()) {
      request
          .subjects()
          .forEach(subject -> SubjectBreadth.check(subject, "say --force if that is meant"));
    }
    try {
      var edited = update.run(request.role(), role -> edited(role, request), request.dryRun());
      return new ChangeReport(new Changes(edited.changes(), request.dryRun()), edited.warnings());
    } catch (ProblemException e) {
      throw e.problem().code().equals(TrustPolicyUpdate.NO_SUCH_ROLE) ? noSuchRole(request, e) : e;
    }
  }

  /// With the command that creates it for these subjects, if they are all SPIRE's.
  private static ProblemException noSuchRole(Request request, ProblemException missing) {
    if (!request.subjects().stream().allMatch(Subject::spiffe)) {
      return missing;
    }
    var issuer = request.issuer().map(IssuerUrl::text).orElse("URL");
    var subjects = request.subjects().stream().map(Subject::text).toList();
    return ProblemException.missing(
        missing.problem().code(),
        missing.problem().message(),
        TypedCommand.of(
                "create it with: spiffe-aws trust role create %s --issuer %s ",
                request.role(), issuer)
            + TypedCommand.options("--sub", subjects));
  }

  private TrustPolicyUpdate.Edited edited(Role role, Request request) {
    var provider =
        request.subjects().stream().anyMatch(Subject::spiffe)
            ? ProviderLookup.ofSpiffeIds(role, request.issuer(), providers)
            : ProviderLookup.ofRole(role, request.issuer(), providers);
    request.subjects().forEach(subject -> checkIssuer(subject, role, provider, request));
    var target = new ProviderAudience(provider, request.audience());
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

  /// A subject of another form than SPIRE's is of an issuer that has such subjects in the policy,
  /// or of one that was named and has none yet. With any other it is a slip of the pen.
  private static void checkIssuer(
      Subject subject, Role role, ProviderArn provider, Request request) {
    var listed =
        SubjectEditor.subs(role.trust()).stream()
            .filter(other -> other.provider().equals(provider.text()))
            .map(other -> Subject.asWritten(other.sub()))
            .toList();
    var fits =
        listed.isEmpty()
            ? request.issuer().isPresent()
            : listed.stream().anyMatch(other -> !other.spiffe());
    if (!subject.spiffe() && !fits) {
      throw ProblemException.malformed(
          "malformed-spiffe-id",
          "\"%s\" is not a SPIFFE ID, as the subjects of %s are".formatted(subject, provider.url()),
          "name the issuer of that subject with --issuer URL");
    }
  }
}
