package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestRole;
import io.spiffeaws.change.Change;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.time.DurationText;
import io.spiffeaws.trust.policy.PolicyEquivalence;
import io.spiffeaws.trust.policy.ProviderStatements;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import io.spiffeaws.trust.policy.WebIdentity;
import io.spiffeaws.trust.role.CreateRole;
import io.spiffeaws.trust.role.DesiredRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Plans the changes of a chain's roles.
final class PlanRoles {
  private final ChainOwner owner;
  private final Manifest manifest;
  private final CurrentState.Aws state;
  private final Adoption adoption;

  PlanRoles(ChainOwner owner, Manifest manifest, CurrentState.Aws state, Adoption adoption) {
    this.owner = owner;
    this.manifest = manifest;
    this.state = state;
    this.adoption = adoption;
  }

  /// The changes. A chain without an issuer has no roles, but may have had some before.
  List<PlannedChange> steps() {
    var leftover = new TreeMap<>(state.roles());
    var steps = new ArrayList<PlannedChange>();
    for (var role : manifest.roles()) {
      steps.add(step(role, manifest.issuer().orElseThrow()));
      leftover.remove(role.name().text());
    }
    leftover.values().stream()
        .filter(found -> owner.manages(found.role()))
        .forEach(found -> steps.add(new PlannedChange.DeleteRole(found)));
    return steps;
  }

  private PlannedChange step(ManifestRole role, IssuerUrl issuer) {
    var namesInOtherCase = state.namesInOtherCase().get(role.name().text());
    if (namesInOtherCase != null) {
      return conflict(
          role,
          "role-name-differs-in-case",
          "role %s differs only in case from the existing role %s, and IAM ignores case in role names"
              .formatted(role.name(), namesInOtherCase),
          "use the existing name, or delete that role first: spiffe-aws trust role delete "
              + namesInOtherCase);
    }
    if (lacksAudience(role)) {
      return conflict(
          role,
          "audience-not-taken",
          "the OIDC provider of %s does not accept the audience %s, which role %s requires"
              .formatted(issuer, role.audience(), role.name()),
          TypedCommand.of(
              "to add it, run: spiffe-aws trust provider create %s --audience %s",
              issuer, role.audience()));
    }
    var wanted = DesiredRole.of(role.request(issuer, owner.tags()), state.providerArn());
    var found = state.roles().get(role.name().text());
    if (found == null) {
      return lacking(role, wanted).orElseGet(() -> created(role, wanted));
    }
    var tags = found.role().tags();
    return adoption.mayChange(owner, tags)
        ? lacking(role, wanted).orElseGet(() -> own(role, wanted, found))
        : unmanaged(role, wanted, found);
  }

  /// Whether the provider lacks the role's audience. A provider of the chain has it, or is itself a
  /// conflict.
  private boolean lacksAudience(ManifestRole role) {
    return manifest.provider().isEmpty()
        && state
            .provider()
            .filter(provider -> !provider.audiences().contains(role.audience()))
            .isPresent();
  }

  private PlannedChange created(ManifestRole role, DesiredRole wanted) {
    return fits(wanted.trust())
        ? new PlannedChange.CreateRole(wanted, RoleEdits.of(wanted), owner.description())
        : tooLong(role, wanted.trust());
  }

  /// A conflict if a managed policy does not exist. This is checked before any change: policies are
  /// attached last, and an incomplete role could already be assumed.
  private Optional<PlannedChange> lacking(ManifestRole role, DesiredRole wanted) {
    return wanted.policies().stream()
        .filter(state.missingPolicies()::contains)
        .findFirst()
        .map(arn ->
            new PlannedChange.Conflict(
                Change.Kind.ROLE, role.name().text(), CreateRole.noSuchPolicy(arn)));
  }

  private PlannedChange own(ManifestRole role, DesiredRole wanted, RoleState found) {
    if (wanted.path().filter(path -> !path.equals(found.role().path())).isPresent()) {
      return conflict(
          role,
          "path-is-fixed",
          "role %s has the path %s, which IAM cannot change"
              .formatted(role.name(), found.role().path()),
          "specify that path, or delete the role first: spiffe-aws trust role delete "
              + role.name());
    }
    var former = state.formerProviders().stream().map(each -> each.provider().arn()).toList();
    var edits = RoleEdits.between(found, wanted, former);
    var trust = found.role().trust();
    for (var edit : edits) {
      if (edit instanceof RoleEdit.Trust(_, _, var after)) {
        trust = after;
        if (!fits(after)) {
          return tooLong(role, after);
        }
      }
    }
    var denied = denied(role, trust);
    if (denied.isPresent()) {
      return denied.get();
    }
    if (edits.isEmpty()) {
      return PlannedChangeFields.kept(found, String.join("\n", notes(role, trust)));
    }
    if (found.role().description().isEmpty()) {
      edits.add(new RoleEdit.Describe(owner.description()));
    }
    return new PlannedChange.ChangeRole(found, edits, notes(role, trust));
  }

  /// A conflict if a Deny statement, which is never removed, denies an ID of the chain.
  private Optional<PlannedChange> denied(ManifestRole role, TrustPolicy trust) {
    return role.subjects().stream()
        .flatMap(subject ->
            decide(role, subject, trust) instanceof TrustDecision.Denied(var reasons)
                ? Stream.of(
                    conflict(
                        role,
                        "denied-by-statement",
                        "the trust policy of role %s denies %s: %s"
                            .formatted(role.name(), subject, String.join("; ", reasons)),
                        "remove %s from the chain, or remove that statement from the policy; to show it, run: spiffe-aws trust role show %s -o json"
                            .formatted(subject, role.name())))
                : Stream.of())
        .findFirst();
  }

  /// Notes on statements of the trust policy that the chain does not manage.
  private List<String> notes(ManifestRole role, TrustPolicy trust) {
    var notes = new ArrayList<String>();
    for (var statement : ProviderStatements.ofOthers(trust, state.providerArn())) {
      notes.add(
          "not changed in its trust policy, since not managed by this chain: %s, for %s"
              .formatted(statement.title(), principals(statement)));
    }
    for (var subject : role.subjects()) {
      if (decide(role, subject, trust) instanceof TrustDecision.Undecided(var reasons)) {
        notes.add(subject + " may be denied: " + String.join("; ", reasons));
      }
    }
    return notes;
  }

  private static String principals(TrustStatement statement) {
    return statement
        .document()
        .get("Principal")
        .or(() -> statement.document().get("NotPrincipal"))
        .map(JsonText::compact)
        .orElse("no principal");
  }

  private TrustDecision decide(ManifestRole role, Subject subject, TrustPolicy trust) {
    return TrustDecision.decide(
        trust,
        new WebIdentity(
            state.providerArn().text(),
            state.providerArn().hostPath(),
            subject.text(),
            role.audience()));
  }

  /// Uses a role that the chain does not manage, if the role already has all that the chain
  /// specifies.
  private PlannedChange unmanaged(ManifestRole role, DesiredRole wanted, RoleState found) {
    var missing = missing(role, wanted, found);
    return missing.isEmpty()
        ? notManaged(found)
        : conflict(
            role,
            "role-not-ours",
            "role %s exists, is not managed by this chain, and lacks %s"
                .formatted(role.name(), String.join(", ", missing)),
            owner.ofAnotherChain(found.role().tags())
                ? "specify another name: that role is managed by the chain %s"
                    .formatted(found.role().tags().get(ChainOwner.TAG))
                : "specify another name; or to have the chain take it over, run: %s"
                    .formatted(adoption.command()));
  }

  private List<String> missing(ManifestRole role, DesiredRole wanted, RoleState found) {
    var missing = new ArrayList<String>();
    for (var subject : role.subjects()) {
      if (!decide(role, subject, found.role().trust()).allowed()) {
        missing.add("trust in " + subject);
      }
    }
    wanted.attached().stream()
        .filter(arn -> !found.attached().contains(arn))
        .forEach(arn -> missing.add("the policy " + arn));
    RoleEdits.inline(wanted)
        .forEach((name, document) -> {
          var there = found.inline().get(name);
          if (there == null || !PolicyEquivalence.same(there, document)) {
            missing.add("the inline policy " + name);
          }
        });
    wanted
        .boundary()
        .filter(arn -> !found.role().boundary().equals(Optional.of(arn)))
        .ifPresent(arn -> missing.add("the permissions boundary " + arn));
    wanted
        .maxSession()
        .filter(longest -> longest.compareTo(found.role().maxSession()) > 0)
        .ifPresent(
            longest -> missing.add("a maximum session duration of " + DurationText.print(longest)));
    return missing;
  }

  private boolean fits(TrustPolicy trust) {
    return trust.length() <= state.trustPolicyQuota();
  }

  private PlannedChange tooLong(ManifestRole role, TrustPolicy trust) {
    return conflict(
        role,
        "trust-policy-too-long",
        "the trust policy of role %s would have %d characters; the limit is %d"
            .formatted(role.name(), trust.length(), state.trustPolicyQuota()),
        "distribute its workloads over several roles, or request an increase of the quota"
            + " L-C07B4B0D");
  }

  private static PlannedChange conflict(
      ManifestRole role, String code, String message, String hint) {
    return new PlannedChange.Conflict(
        Change.Kind.ROLE, role.name().text(), new Problem.Refused(code, message, hint));
  }

  private static PlannedChange notManaged(RoleState found) {
    return new PlannedChange.Keep(
        new Change(
            Change.Kind.ROLE,
            found.role().name(),
            Change.Action.UNCHANGED,
            found.role().arn(),
            ChainOwner.notChanged(found.role().tags())));
  }
}
