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
import io.spiffeaws.trust.lint.AccountProviders;
import io.spiffeaws.trust.lint.LintTrust;
import io.spiffeaws.trust.policy.Audience;
import io.spiffeaws.trust.policy.MisspelledPrincipal;
import io.spiffeaws.trust.policy.MisspelledProvider;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.role.RoleLocks;
import io.spiffeaws.trust.role.SubjectChanges;
import io.spiffeaws.trust.role.TrustPolicyUpdate;
import io.spiffeaws.trust.role.WayLookup;
import io.spiffeaws.trust.subject.SubjectBreadth;
import io.spiffeaws.trust.subject.SubjectEditor;
import io.spiffeaws.trust.subject.TrustWay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Allows SPIFFE IDs to assume a role. No other ID is allowed more than before.
public final class AddSubjects {
  private final Roles roles;
  private final OidcProviders providers;
  private final TrustPolicyUpdate update;

  public AddSubjects(Roles roles, OidcProviders providers, RoleLocks locks, Sleeper sleeper) {
    this.roles = roles;
    this.providers = providers;
    this.update = new TrustPolicyUpdate(this.roles, locks, sleeper);
  }

  /// @param way the way to allow them in; may be empty if the role has exactly one
  /// @param restrict restrict statements that allow the whole trust domain to the specified
  ///   subjects
  /// @param force accept a pattern that covers the whole trust domain
  /// @param replaced a subject to remove in the same write, usually a pattern
  public record Request(
      RoleReference role,
      List<Subject> subjects,
      WayLookup way,
      boolean restrict,
      boolean force,
      Optional<String> replaced,
      boolean dryRun) {
    public Request {
      subjects = List.copyOf(subjects);
      way.audience().ifPresent(Audience::checkNew);
      if (replaced.isPresent() && subjects.stream().anyMatch(Subject::pattern)) {
        throw ProblemException.malformed(
            "pattern-in-place",
            "a pattern cannot replace another subject (--in-place-of)",
            "specify IDs");
      }
      if (subjects.stream().map(Subject::text).anyMatch(replaced.orElse("")::equals)) {
        throw ProblemException.malformed(
            "same-in-place",
            "invalid value \"%s\" for --in-place-of: it is the ID to add".formatted(replaced.get()),
            "specify the subject to remove");
      }
    }

    /// A request for tokens.
    public Request(
        RoleReference role,
        List<Subject> subjects,
        Optional<IssuerUrl> issuer,
        Optional<String> audience,
        boolean restrict,
        boolean force,
        Optional<String> replaced,
        boolean dryRun) {
      this(
          role,
          subjects,
          new WayLookup(issuer, audience, Optional.empty()),
          restrict,
          force,
          replaced,
          dryRun);
    }

    /// A request for tokens that replaces no subject.
    public Request(
        RoleReference role,
        List<Subject> subjects,
        Optional<IssuerUrl> issuer,
        Optional<String> audience,
        boolean restrict,
        boolean force,
        boolean dryRun) {
      this(role, subjects, issuer, audience, restrict, force, Optional.empty(), dryRun);
    }
  }

  /// @throws ProblemException malformed: a pattern that covers the whole trust domain without
  ///   `force`; missing: the role, the provider; refused: `whole-trust-domain`,
  ///   `denied-by-statement`, `trust-policy-too-long`, or if IAM rejects the change
  public ChangeReport run(Request request) {
    if (!request.force()) {
      request
          .subjects()
          .forEach(subject -> SubjectBreadth.check(subject, "to allow it anyway, add --force"));
    }
    var account = AccountProviders.of(providers);
    try {
      var edited =
          update.run(request.role(), role -> edited(role, request, account), request.dryRun());
      var warnings = new ArrayList<>(SubjectBreadth.warnings(request.subjects()));
      warnings.addAll(edited.warnings());
      return new ChangeReport(new Changes(edited.changes(), request.dryRun()), warnings);
    } catch (ProblemException e) {
      throw e.problem().code().equals(TrustPolicyUpdate.NO_SUCH_ROLE) ? noSuchRole(request, e) : e;
    }
  }

  /// The error with the command that creates the role, if all subjects are SPIFFE IDs and no role
  /// has a similar name.
  private static ProblemException noSuchRole(Request request, ProblemException missing) {
    if (missing.problem().hint().startsWith("did you mean ")
        || !request.subjects().stream().allMatch(Subject::spiffe)) {
      return missing;
    }
    var subjects = request.subjects().stream().map(Subject::text).toList();
    return ProblemException.missing(
        missing.problem().code(),
        missing.problem().message(),
        TypedCommand.of("create it with: spiffe-aws trust role create %s ", request.role())
            + option(request.way())
            + TypedCommand.options("--sub", subjects));
  }

  private static String option(WayLookup way) {
    return way.anchor()
        .map(anchor -> TypedCommand.of("--trust-anchor-arn %s ", anchor))
        .orElseGet(
            () -> TypedCommand.of("--issuer %s ", way.issuer().map(IssuerUrl::text).orElse("URL")));
  }

  private TrustPolicyUpdate.Edited edited(Role role, Request request, AccountProviders account) {
    var spiffe = request.subjects().stream().anyMatch(Subject::spiffe);
    var way = request.way().of(role, spiffe, providers);
    switch (way) {
      case TrustWay.Tokens tokens -> check(role, tokens.provider(), request, account);
      case TrustWay.Certificates(var anchor) -> {
        WayLookup.checkAccount(anchor, role.arn());
        request.subjects().forEach(AddSubjects::checkSpiffe);
      }
    }
    return SubjectChanges.added(
        role,
        way,
        request.subjects(),
        (policy, subject) ->
            request
                .replaced()
                .map(old -> way.replace(policy, old, subject, request.restrict()))
                .orElseGet(() -> way.add(policy, subject, request.restrict())));
  }

  private static void check(
      Role role, ProviderArn provider, Request request, AccountProviders account) {
    checkExists(role, provider, account);
    checkSpelling(role, provider, account);
    request.subjects().forEach(subject -> checkIssuer(subject, role, provider, request));
  }

  private static void checkSpiffe(Subject subject) {
    if (!subject.spiffe()) {
      throw ProblemException.malformed(
          "malformed-spiffe-id",
          "\"%s\" is not a SPIFFE ID, and a trust anchor allows only those".formatted(subject),
          "specify a SPIFFE ID, or the issuer of that subject with --issuer URL");
    }
  }

  /// Checks that the policy does not name a provider that is misspelt. A subject added there would
  /// not be allowed.
  private static void checkExists(Role role, ProviderArn provider, AccountProviders account) {
    account
        .all()
        .filter(all -> !all.contains(provider))
        .flatMap(all -> MisspelledProvider.only(provider.text(), all))
        .ifPresent(meant -> {
          throw new ProblemException(
              new MisspelledPrincipal(provider.text(), meant)
                  .problem(
                      role.name(),
                      LintTrust.fixed(role, account).equals(role.trust())
                          ? TypedCommand.of("specify the issuer: --issuer %s", meant.url())
                          : MisspelledPrincipal.lint(role.name())));
        });
  }

  /// Checks that the policy has no misspelt principal that `trust lint --fix` replaces by the
  /// provider. A second statement would hide the mistake.
  private static void checkSpelling(Role role, ProviderArn provider, AccountProviders account) {
    account
        .all()
        .flatMap(all -> MisspelledPrincipal.of(role.trust(), provider, all))
        .filter(_ -> LintTrust.fixed(role, account).providers().contains(provider))
        .ifPresent(misspelt -> {
          throw new ProblemException(
              misspelt.problem(role.name(), MisspelledPrincipal.lint(role.name())));
        });
  }

  /// Checks that a subject which is not a SPIFFE ID fits its issuer. The policy must list such
  /// subjects for the issuer, or list none and the issuer is specified. Otherwise the subject is
  /// probably a typing error.
  private static void checkIssuer(
      Subject subject, Role role, ProviderArn provider, Request request) {
    var listed =
        SubjectEditor.subs(role.trust()).stream()
            .filter(other -> other.provider().equals(provider.text()))
            .map(other -> Subject.asWritten(other.sub()))
            .toList();
    var fits =
        listed.isEmpty()
            ? request.way().issuer().isPresent()
            : listed.stream().anyMatch(other -> !other.spiffe());
    if (!subject.spiffe() && !fits) {
      throw ProblemException.malformed(
          "malformed-spiffe-id",
          "\"%s\" is not a SPIFFE ID, but the subjects of %s are"
              .formatted(subject, provider.url()),
          "specify the issuer of that subject with --issuer URL");
    }
  }
}
