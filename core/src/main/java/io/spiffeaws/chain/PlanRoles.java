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

/// What is to be done about a chain's roles.
final class PlanRoles {
  private final ChainOwner owner;
  private final Manifest manifest;
  private final CurrentState.Aws world;
  private final Adoption adoption;

  PlanRoles(ChainOwner owner, Manifest manifest, CurrentState.Aws world, Adoption adoption) {
    this.owner = owner;
    this.manifest = manifest;
    this.world = world;
    this.adoption = adoption;
  }

  /// A chain without an issuer has no roles, and may have made some before.
  List<PlannedChange> steps() {
    var leftover = new TreeMap<>(world.roles());
    var steps = new ArrayList<PlannedChange>();
    for (var role : manifest.roles()) {
      steps.add(step(role, manifest.issuer().orElseThrow()));
      leftover.remove(role.name().text());
    }
    leftover.values().stream()
        .filter(found -> owner.made(found.role()))
        .forEach(found -> steps.add(new PlannedChange.DropRole(found)));
    return steps;
  }

  private PlannedChange step(ManifestRole role, IssuerUrl issuer) {
    var otherCase = world.otherCase().get(role.name().text());
    if (otherCase != null) {
      return conflict(
          role,
          "role-name-differs-in-case",
          "role %s differs from %s, which exists, in the case of letters alone, and to IAM they are one"
              .formatted(role.name(), otherCase),
          "write it as it is there, or delete that one first: spiffe-aws trust role delete "
              + otherCase);
    }
    if (notTaken(role)) {
      return conflict(
          role,
          "audience-not-taken",
          "the OIDC provider of %s takes no token for %s, which role %s is for"
              .formatted(issuer, role.audience(), role.name()),
          TypedCommand.of(
              "add it: spiffe-aws trust provider create %s --audience %s",
              issuer, role.audience()));
    }
    var wanted = DesiredRole.of(role.request(issuer, owner.marks()), world.providerArn());
    var found = world.roles().get(role.name().text());
    if (found == null) {
      return lacking(role, wanted).orElseGet(() -> made(role, wanted));
    }
    var tags = found.role().tags();
    return adoption.mayChange(owner, tags)
        ? lacking(role, wanted).orElseGet(() -> own(role, wanted, found))
        : another(role, wanted, found);
  }

  /// Where the chain has a provider, that one takes the role's audience, or is a conflict itself.
  private boolean notTaken(ManifestRole role) {
    return manifest.provider().isEmpty()
        && world
            .provider()
            .filter(provider -> !provider.audiences().contains(role.audience()))
            .isPresent();
  }

  private PlannedChange made(ManifestRole role, DesiredRole wanted) {
    return fits(wanted.trust())
        ? new PlannedChange.MakeRole(wanted, RoleEdits.of(wanted), owner.description())
        : tooLong(role, wanted.trust());
  }

  /// Found before anything is written: attaching comes last, and would leave a role half made,
  /// which somebody could assume.
  private Optional<PlannedChange> lacking(ManifestRole role, DesiredRole wanted) {
    return wanted.policies().stream()
        .filter(world.lacking()::contains)
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
          "role %s has the path %s, and IAM cannot change that"
              .formatted(role.name(), found.role().path()),
          "write that path, or delete the role first: spiffe-aws trust role delete " + role.name());
    }
    var former = world.former().stream().map(each -> each.provider().arn()).toList();
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
      return kept(found, String.join("\n", notes(role, trust)));
    }
    if (found.role().description().isEmpty()) {
      edits.add(new RoleEdit.Describe(owner.description()));
    }
    return new PlannedChange.ChangeRole(found, edits, notes(role, trust));
  }

  /// A Deny that somebody has put there stays, and keeps out whom the chain wants in.
  private Optional<PlannedChange> denied(ManifestRole role, TrustPolicy trust) {
    return role.subjects().stream()
        .flatMap(subject ->
            decide(role, subject, trust) instanceof TrustDecision.Denied(var reasons)
                ? Stream.of(
                    conflict(
                        role,
                        "denied-by-statement",
                        "role %s denies itself to %s: %s"
                            .formatted(role.name(), subject, String.join("; ", reasons)),
                        "take %s out of the chain, or that statement out of the policy, which is shown by: spiffe-aws trust role show %s -o json"
                            .formatted(subject, role.name())))
                : Stream.of())
        .findFirst();
  }

  /// What stays in its trust policy and is not the chain's.
  private List<String> notes(ManifestRole role, TrustPolicy trust) {
    var notes = new ArrayList<String>();
    for (var statement : ProviderStatements.ofOthers(trust, world.providerArn())) {
      notes.add(
          "left in its trust policy, and not of the chain: %s, for %s"
              .formatted(statement.title(), principals(statement)));
    }
    for (var subject : role.subjects()) {
      if (decide(role, subject, trust) instanceof TrustDecision.Undecided(var reasons)) {
        notes.add(subject + " may be kept out: " + String.join("; ", reasons));
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
        .orElse("nobody");
  }

  private TrustDecision decide(ManifestRole role, Subject subject, TrustPolicy trust) {
    return TrustDecision.decide(
        trust,
        new WebIdentity(
            world.providerArn().text(),
            world.providerArn().hostPath(),
            subject.text(),
            role.audience()));
  }

  /// A role that the chain did not make serves where it gives what is wanted already.
  private PlannedChange another(ManifestRole role, DesiredRole wanted, RoleState found) {
    var missing = missing(role, wanted, found);
    return missing.isEmpty()
        ? kept(found, ChainOwner.leftAlone(found.role().tags()))
        : conflict(
            role,
            "role-not-ours",
            "role %s exists, this chain did not make it, and it lacks %s"
                .formatted(role.name(), String.join(", ", missing)),
            owner.ofAnotherChain(found.role().tags())
                ? "take another name: it is the chain %s's"
                    .formatted(found.role().tags().get(ChainOwner.TAG))
                : "take another name, or have the chain take it over: %s"
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
        .ifPresent(longest -> missing.add("sessions of " + DurationText.print(longest)));
    return missing;
  }

  private boolean fits(TrustPolicy trust) {
    return trust.length() <= world.trustPolicyQuota();
  }

  private PlannedChange tooLong(ManifestRole role, TrustPolicy trust) {
    return conflict(
        role,
        "trust-policy-too-long",
        "the trust policy of role %s would have %d characters, and %d are allowed"
            .formatted(role.name(), trust.length(), world.trustPolicyQuota()),
        "share its workloads out over several roles, or have the quota L-C07B4B0D raised");
  }

  private static PlannedChange conflict(
      ManifestRole role, String code, String message, String hint) {
    return new PlannedChange.Conflict(
        Change.Kind.ROLE, role.name().text(), new Problem.Refused(code, message, hint));
  }

  private static PlannedChange kept(RoleState found, String why) {
    return new PlannedChange.Keep(
        new Change(
            Change.Kind.ROLE,
            found.role().name(),
            Change.Action.UNCHANGED,
            found.role().arn(),
            why));
  }
}
