package io.spiffeaws.trust.role;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.change.StopRequest;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.time.Sleeper;
import io.spiffeaws.trust.iam.ChangeReport;
import io.spiffeaws.trust.iam.CompletedWrites;
import io.spiffeaws.trust.iam.OidcProviders;
import io.spiffeaws.trust.iam.RecordingRoles;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.policy.Audience;
import io.spiffeaws.trust.policy.LineDiff;
import io.spiffeaws.trust.policy.MisspelledPrincipal;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.provider.ProviderLookup;
import io.spiffeaws.trust.subject.AnchorEditor;
import io.spiffeaws.trust.subject.ForeignTrustDomains;
import io.spiffeaws.trust.subject.SubjectBreadth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Creates or updates a role that SPIFFE IDs may assume. Specified settings are added; nothing is
/// removed unless `exact` is requested.
public final class CreateRole {
  private final Roles roles;
  private final OidcProviders providers;
  private final RoleLocks locks;
  private final Sleeper sleeper;
  private final StopRequest stop;

  /// @param stop once it is made, nothing further is written
  public CreateRole(
      Roles roles, OidcProviders providers, RoleLocks locks, Sleeper sleeper, StopRequest stop) {
    this.roles = roles;
    this.providers = providers;
    this.locks = locks;
    this.sleeper = sleeper;
    this.stop = stop;
  }

  /// @param issuer whose tokens may assume the role; empty for none
  /// @param anchor whose certificates may assume the role; empty for none
  /// @param audience if empty, the default audience
  /// @param policies ARNs of managed policies, or names of AWS managed policies
  /// @param inlinePolicies documents by name
  /// @param s3 objects that the role may read or write
  /// @param maxSession 1 h to 12 h
  /// @param sessionTags allow tokens to pass session tags
  /// @param exact remove everything that is not specified
  /// @param adopt manage a role that this tool did not create
  public record Request(
      RoleReference role,
      Optional<IssuerUrl> issuer,
      Optional<RolesAnywhereArn> anchor,
      List<Subject> subjects,
      Optional<String> audience,
      List<String> policies,
      Map<String, String> inlinePolicies,
      List<S3Access> s3,
      Optional<Duration> maxSession,
      Optional<String> path,
      Optional<String> boundary,
      Map<String, String> tags,
      boolean sessionTags,
      boolean exact,
      boolean adopt,
      boolean dryRun) {
    public Request {
      subjects = List.copyOf(subjects);
      policies = List.copyOf(policies);
      inlinePolicies = Map.copyOf(inlinePolicies);
      s3 = List.copyOf(s3);
      tags = Map.copyOf(tags);
      if (subjects.isEmpty()) {
        throw ProblemException.malformed(
            "subject-needed", "no subject specified", "specify an ID with --sub ID");
      }
      if (issuer.isEmpty() && anchor.isEmpty()) {
        throw ProblemException.malformed(
            "issuer-needed",
            "no issuer and no trust anchor specified",
            "specify --issuer https://HOST[/PATH] or --trust-anchor-arn ARN");
      }
      if (issuer.isEmpty() && sessionTags) {
        throw ProblemException.malformed(
            "usage",
            "--session-tags is for tokens, and no issuer is specified",
            "omit --session-tags: IAM Roles Anywhere always sets session tags");
      }
      for (var subject : subjects) {
        RoleSettingRules.checkBreadth(role, subject);
      }
      if (anchor.isPresent()) {
        subjects.forEach(AnchorEditor::checkTag);
      }
      audience.ifPresent(Audience::checkNew);
      inlinePolicies.forEach(RoleSettingRules::checkCharacters);
      boundary.ifPresent(RoleSettingRules::checkPolicyArn);
      maxSession.ifPresent(RoleSettingRules::checkSession);
      path.ifPresent(RoleSettingRules::checkPath);
      if (path.isPresent() && role.path().isPresent() && !path.equals(role.path())) {
        throw ProblemException.malformed(
            "two-paths",
            "role %s has another path than \"%s\" (--path)".formatted(role, path.get()),
            "leave out --path, or use the role's ARN with that path");
      }
      path = path.or(role::path);
    }

    /// A request for tokens of an issuer.
    public Request(
        RoleReference role,
        IssuerUrl issuer,
        List<Subject> subjects,
        Optional<String> audience,
        List<String> policies,
        Map<String, String> inlinePolicies,
        List<S3Access> s3,
        Optional<Duration> maxSession,
        Optional<String> path,
        Optional<String> boundary,
        Map<String, String> tags,
        boolean sessionTags,
        boolean exact,
        boolean adopt,
        boolean dryRun) {
      this(
          role,
          Optional.of(issuer),
          Optional.empty(),
          subjects,
          audience,
          policies,
          inlinePolicies,
          s3,
          maxSession,
          path,
          boundary,
          tags,
          sessionTags,
          exact,
          adopt,
          dryRun);
    }
  }

  /// @throws ProblemException malformed; missing: the provider; refused: `role-not-ours`,
  ///   `trust-policy-too-long`, or if IAM rejects a call; unexpected: `interrupted`. The message
  ///   lists the completed writes
  public ChangeReport run(Request request) {
    var provider = request.issuer().map(issuer -> ProviderLookup.ofAccount(issuer, providers));
    provider.ifPresent(request.role()::checkAccount);
    request.anchor().ifPresent(anchor -> checkAnchor(anchor, request.role(), provider));
    var desired = DesiredRole.of(request, provider);
    var warnings = new ArrayList<>(SubjectBreadth.warnings(request.subjects()));
    // read before the first write: if it fails, nothing is changed
    var existing = provider.flatMap(providers::find);
    var done =
        request.dryRun()
            ? outcome(roles, RoleLocks.NONE, desired, true)
            : underLock(desired, new CompletedWrites());
    provider.ifPresent(
        arn -> warnings.addAll(AudienceWarnings.of(request, arn, existing, done.audiences())));
    warnings.addAll(done.report().warnings());
    return new ChangeReport(done.report().changes(), warnings);
  }

  private static void checkAnchor(
      RolesAnywhereArn anchor, RoleReference role, Optional<ProviderArn> provider) {
    role.arn().ifPresent(arn -> WayLookup.checkAccount(anchor, arn));
    provider.ifPresent(arn ->
        WayLookup.checkAccount(
            anchor,
            "arn:%s:iam::%s:role/%s".formatted(arn.partition(), arn.account(), role.name())));
  }

  /// The result for the role.
  ///
  /// @param audiences with which the role trusted the subjects before
  private record Outcome(ChangeReport report, List<String> audiences) {}

  private Outcome underLock(DesiredRole desired, CompletedWrites writes) {
    try (var held = locks.hold(desired.name().text())) {
      return outcome(
          new RecordingRoles(roles, writes, stop), RoleLocks.within(held), desired, false);
    } catch (ProblemException e) {
      throw writes.addTo(e);
    }
  }

  private Outcome outcome(Roles roles, RoleLocks locks, DesiredRole desired, boolean dryRun) {
    var reconciler = new RoleReconciler(roles, new TrustPolicyUpdate(roles, locks, sleeper));
    var existing = roles.find(desired.name().text());
    existing.ifPresent(role -> {
      RoleReconciler.check(role, desired);
      desired.anchor().ifPresent(anchor -> WayLookup.checkAccount(anchor, role.arn()));
      desired.provider().ifPresent(provider -> checkSpelling(role, desired, provider));
    });
    desired.attached().forEach(arn -> checkPolicy(roles, arn));
    desired.boundary().ifPresent(arn -> checkPolicy(roles, arn));
    return existing
        .map(role ->
            new Outcome(
                reconciler.update(role, desired, dryRun), AudienceWarnings.trusted(role, desired)))
        .orElseGet(() ->
            new Outcome(
                new ChangeReport(
                    new Changes(create(roles, reconciler, desired, dryRun), dryRun),
                    foreign(desired)),
                List.of()));
  }

  /// Checks that the policy has no misspelt principal that is meant to be the provider. Another
  /// statement would hide the mistake; `exact` replaces the policy.
  private void checkSpelling(Role role, DesiredRole desired, ProviderArn provider) {
    if (!desired.exact() && MisspelledPrincipal.isLikely(role.trust(), provider)) {
      MisspelledPrincipal.of(role.trust(), provider, providers.list())
          .ifPresent(misspelt -> {
            throw new ProblemException(
                misspelt.problem(role.name(), MisspelledPrincipal.lint(role.name())));
          });
    }
  }

  /// Checked before the first write: policies are attached last, so a misspelled one would leave an
  /// incomplete role that can already be assumed.
  private static void checkPolicy(Roles roles, String arn) {
    if (roles.lacksPolicy(arn)) {
      throw new ProblemException(noSuchPolicy(arn));
    }
  }

  /// The problem of a managed policy that does not exist.
  public static Problem noSuchPolicy(String arn) {
    return new Problem.Missing(
        "no-such-policy",
        "managed policy " + arn + " not found",
        "to list the names of all policies, run: aws iam list-policies --query 'Policies[].PolicyName'");
  }

  private static List<String> foreign(DesiredRole desired) {
    return desired.provider().stream()
        .flatMap(provider ->
            ForeignTrustDomains.warnings(desired.subjects(), Optional.empty(), provider).stream())
        .toList();
  }

  private static List<Change> create(
      Roles roles, RoleReconciler reconciler, DesiredRole desired, boolean dryRun) {
    TrustPolicyUpdate.checkLength(desired.name(), desired.trust(), roles);
    var arn = dryRun ? null : roles.create(desired.newRole()).arn();
    var changes = new ArrayList<Change>();
    changes.add(
        new Change(
            Change.Kind.ROLE,
            desired.name().text(),
            Change.Action.CREATED,
            arn,
            LineDiff.of("", desired.trust().pretty())));
    for (var subject : desired.subjects()) {
      changes.add(
          new Change(Change.Kind.TRUST_SUB, subject.text(), Change.Action.CREATED, arn, ""));
    }
    changes.addAll(reconciler.addPolicies(desired, arn, dryRun));
    return changes;
  }

  /// The specified tags and the tag of this tool.
  static Map<String, String> marked(Map<String, String> tags) {
    var marked = new LinkedHashMap<>(tags);
    marked.putIfAbsent(Role.MANAGED_TAG, Role.MANAGED_VALUE);
    return marked;
  }
}
