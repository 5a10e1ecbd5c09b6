package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestRole;
import io.spiffeaws.change.Change;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.trust.Meaning;
import io.spiffeaws.trust.TrustDecision;
import io.spiffeaws.trust.TrustPolicy;
import io.spiffeaws.trust.WantedRole;
import io.spiffeaws.trust.WebIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// What is to be done about a chain's roles.
final class PlanRoles {
  private final ChainOwner owner;
  private final Manifest manifest;
  private final World.Aws world;

  PlanRoles(ChainOwner owner, Manifest manifest, World.Aws world) {
    this.owner = owner;
    this.manifest = manifest;
    this.world = world;
  }

  List<Step> steps(IssuerUrl issuer) {
    var leftover = new TreeMap<>(world.roles());
    var steps = new ArrayList<Step>();
    for (var role : manifest.roles()) {
      steps.add(step(role, issuer));
      leftover.remove(role.name().text());
    }
    leftover.values().stream()
        .filter(found -> owner.made(found.role()))
        .forEach(found -> steps.add(new Step.DropRole(found)));
    return steps;
  }

  private Step step(ManifestRole role, IssuerUrl issuer) {
    var wanted = WantedRole.of(role.request(issuer, owner.marks()), world.providerArn());
    var found = world.roles().get(role.name().text());
    if (found == null) {
      return fits(wanted.trust())
          ? new Step.MakeRole(wanted, RoleEdits.of(wanted))
          : tooLong(role, wanted.trust());
    }
    return owner.made(found.role()) ? own(role, wanted, found) : another(role, wanted, found);
  }

  private Step own(ManifestRole role, WantedRole wanted, RoleState found) {
    if (wanted.path().filter(path -> !path.equals(found.role().path())).isPresent()) {
      return conflict(
          role,
          "path-is-fixed",
          "role %s has the path %s, and IAM cannot change that"
              .formatted(role.name(), found.role().path()),
          "write that path, or delete the role first: spiffe-aws trust role delete " + role.name());
    }
    var edits = RoleEdits.between(found, wanted);
    for (var edit : edits) {
      if (edit instanceof RoleEdit.Trust(_, var after) && !fits(after)) {
        return tooLong(role, after);
      }
    }
    return edits.isEmpty() ? kept(found, "") : new Step.ChangeRole(found, edits);
  }

  /// A role that the chain did not make serves where it gives what is wanted already.
  private Step another(ManifestRole role, WantedRole wanted, RoleState found) {
    var missing = missing(role, wanted, found);
    return missing.isEmpty()
        ? kept(found, "left alone: this chain did not make it")
        : conflict(
            role,
            "role-not-ours",
            "role %s exists, this chain did not make it, and it lacks %s"
                .formatted(role.name(), String.join(", ", missing)),
            "take another name, or give that role what it lacks: spiffe-aws trust role create "
                + role.name()
                + " --adopt");
  }

  private List<String> missing(ManifestRole role, WantedRole wanted, RoleState found) {
    var missing = new ArrayList<String>();
    for (var subject : role.subjects()) {
      var identity =
          new WebIdentity(
              world.providerArn().text(),
              world.providerArn().hostPath(),
              subject.text(),
              role.audience());
      if (!(TrustDecision.decide(found.role().trust(), identity)
          instanceof TrustDecision.Allowed)) {
        missing.add("trust in " + subject);
      }
    }
    wanted.attached().stream()
        .filter(arn -> !found.attached().contains(arn))
        .forEach(arn -> missing.add("the policy " + arn));
    RoleEdits.inline(wanted)
        .forEach((name, document) -> {
          var there = found.inline().get(name);
          if (there == null || !Meaning.same(there, document)) {
            missing.add("the inline policy " + name);
          }
        });
    return missing;
  }

  private boolean fits(TrustPolicy trust) {
    return trust.length() <= world.trustPolicyQuota();
  }

  private Step tooLong(ManifestRole role, TrustPolicy trust) {
    return conflict(
        role,
        "trust-policy-too-long",
        "the trust policy of role %s would have %d characters, and %d are allowed"
            .formatted(role.name(), trust.length(), world.trustPolicyQuota()),
        "share its workloads out over several roles, or have the quota L-C07B4B0D raised");
  }

  private static Step conflict(ManifestRole role, String code, String message, String hint) {
    return new Step.Conflict(
        Change.Kind.ROLE, role.name().text(), new Problem.Refused(code, message, hint));
  }

  private static Step kept(RoleState found, String why) {
    return new Step.Keep(
        new Change(
            Change.Kind.ROLE,
            found.role().name(),
            Change.Action.UNCHANGED,
            found.role().arn(),
            why));
  }
}
