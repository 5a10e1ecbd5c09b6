package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestRole;
import io.spiffeaws.chain.manifest.RoleWay;
import io.spiffeaws.change.Change;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.time.DurationText;
import io.spiffeaws.trust.policy.PolicyEquivalence;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.role.CreateRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Plans the changes of a chain's roles.
final class PlanRoles {
  private final ChainOwner owner;
  private final Manifest manifest;
  private final CurrentState.Aws state;
  private final Adoption adoption;
  private final DesiredRoles desired;

  PlanRoles(ChainOwner owner, Manifest manifest, CurrentState.Aws state, Adoption adoption) {
    this.owner = owner;
    this.manifest = manifest;
    this.state = state;
    this.adoption = adoption;
    this.desired = new DesiredRoles(owner, manifest, state);
  }

  /// The changes. A chain without a source of credentials has no roles, but may have had some
  /// before.
  List<PlannedChange> steps() {
    var leftover = new TreeMap<>(state.roles());
    var steps = new ArrayList<PlannedChange>();
    for (var role : manifest.roles()) {
      steps.add(step(role));
      leftover.remove(role.name().text());
    }
    leftover.values().stream()
        .filter(found -> owner.manages(found.role()))
        .forEach(found -> steps.add(new PlannedChange.DeleteRole(found)));
    return steps;
  }

  private PlannedChange step(ManifestRole role) {
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
              .formatted(issuer(), role.audience(), role.name()),
          TypedCommand.of(
              "to add it, run: spiffe-aws trust provider create %s --audience %s",
              issuer(), role.audience()));
    }
    var wanted = desired.of(role);
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
    return role.ways().contains(RoleWay.WEB_IDENTITY)
        && manifest.provider().isEmpty()
        && state
            .provider()
            .filter(provider -> !provider.audiences().contains(role.audience()))
            .isPresent();
  }

  private IssuerUrl issuer() {
    return manifest.issuer().orElseThrow();
  }

  private PlannedChange created(ManifestRole role, ChainRole wanted) {
    var settings = wanted.settings();
    return fits(settings.trust())
        ? new PlannedChange.CreateRole(settings, RoleEdits.of(settings), owner.description())
        : tooLong(role, settings.trust());
  }

  /// A conflict if a managed policy does not exist. This is checked before any change: policies are
  /// attached last, and an incomplete role could already be assumed.
  private Optional<PlannedChange> lacking(ManifestRole role, ChainRole wanted) {
    return wanted.settings().policies().stream()
        .filter(state.missingPolicies()::contains)
        .findFirst()
        .map(arn ->
            new PlannedChange.Conflict(
                Change.Kind.ROLE, role.name().text(), CreateRole.noSuchPolicy(arn)));
  }

  private PlannedChange own(ManifestRole role, ChainRole wanted, RoleState found) {
    if (wanted.settings().path().filter(path -> !path.equals(found.role().path())).isPresent()) {
      return conflict(
          role,
          "path-is-fixed",
          "role %s has the path %s, which IAM cannot change"
              .formatted(role.name(), found.role().path()),
          "specify that path, or delete the role first: spiffe-aws trust role delete "
              + role.name());
    }
    var edits = RoleEdits.between(found, wanted);
    var trust = found.role().trust();
    for (var edit : edits) {
      if (edit instanceof RoleEdit.Trust(_, _, var after)) {
        trust = after;
        if (!fits(after)) {
          return tooLong(role, after);
        }
      }
    }
    var review = new TrustReview(wanted.trust(), trust);
    var denied = denied(role, review);
    if (denied.isPresent()) {
      return denied.get();
    }
    if (edits.isEmpty()) {
      return PlannedChangeFields.kept(found, String.join("\n", review.notes()));
    }
    if (found.role().description().isEmpty()) {
      edits.add(new RoleEdit.Describe(owner.description()));
    }
    return new PlannedChange.ChangeRole(found, edits, review.notes());
  }

  /// A conflict if a Deny statement, which is never removed, denies an ID of the chain.
  private static Optional<PlannedChange> denied(ManifestRole role, TrustReview review) {
    return review
        .denial()
        .map(denial ->
            conflict(
                role,
                "denied-by-statement",
                "the trust policy of role %s denies %s: %s"
                    .formatted(role.name(), denial.id(), String.join("; ", denial.reasons())),
                "remove %s from the chain, or remove that statement from the policy; to show it, run: spiffe-aws trust role show %s -o json"
                    .formatted(denial.id(), role.name())));
  }

  /// Uses a role that the chain does not manage, if the role already has all that the chain
  /// specifies.
  private PlannedChange unmanaged(ManifestRole role, ChainRole wanted, RoleState found) {
    var missing = missing(wanted, found);
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
                : "specify another name; or to see what taking it over would change, run: %s"
                    .formatted(adoption.command()));
  }

  private static List<String> missing(ChainRole role, RoleState found) {
    var wanted = role.settings();
    var missing = new ArrayList<>(new TrustReview(role.trust(), found.role().trust()).missing());
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
    return UnknownAnchor.length(trust) <= state.trustPolicyQuota();
  }

  private PlannedChange tooLong(ManifestRole role, TrustPolicy trust) {
    return conflict(
        role,
        "trust-policy-too-long",
        "the trust policy of role %s would have %d characters; the limit is %d"
            .formatted(role.name(), UnknownAnchor.length(trust), state.trustPolicyQuota()),
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
