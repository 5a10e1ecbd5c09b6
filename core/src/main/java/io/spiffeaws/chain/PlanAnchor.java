package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestRolesAnywhere;
import io.spiffeaws.change.Change;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.rolesanywhere.anchor.TrustAnchor;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.TagDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Plans the changes of a chain's trust anchor.
final class PlanAnchor {
  private final ChainOwner owner;
  private final Manifest manifest;
  private final CurrentState.Aws aws;
  private final RolesAnywhereState state;
  private final Adoption adoption;

  PlanAnchor(
      ChainOwner owner,
      Manifest manifest,
      CurrentState.Aws aws,
      RolesAnywhereState state,
      Adoption adoption) {
    this.owner = owner;
    this.manifest = manifest;
    this.aws = aws;
    this.state = state;
    this.adoption = adoption;
  }

  /// At most one change for the trust anchor that the chain names, then those for others that it
  /// manages.
  List<PlannedChange> steps() {
    var steps = new ArrayList<PlannedChange>();
    var named = manifest.rolesAnywhere().flatMap(it -> AnchorChoice.anchor(owner, it, state));
    manifest
        .rolesAnywhere()
        .ifPresent(wanted ->
            steps.add(named.map(found -> over(found, wanted)).orElseGet(() -> created(wanted))));
    for (var found : state.anchors()) {
      if (owner.manages(found.tags()) && !named.filter(found::equals).isPresent()) {
        steps.add(unlessTrusted(found));
      }
    }
    return steps;
  }

  private PlannedChange created(ManifestRolesAnywhere wanted) {
    return new PlannedChange.CreateAnchor(wanted.anchor(), state.cas(), owner.tags());
  }

  private PlannedChange over(RolesAnywhereState.Anchor found, ManifestRolesAnywhere wanted) {
    if (!owner.manages(found.tags()) && AnchorChoice.anchors(wanted, state).size() > 1) {
      return conflict(
          wanted.anchor(),
          "several trust anchors have the name %s, and this chain manages none of them"
              .formatted(wanted.anchor()),
          "specify another name");
    }
    if (!adoption.mayChange(owner, found.tags())) {
      return unmanaged(found, wanted);
    }
    var bundle = found.anchor().sourceType().equals(TrustAnchor.CERTIFICATE_BUNDLE);
    var cas = bundle ? state.cas() : found.anchor().cas();
    var tags = TagDiff.of(found.tags(), owner.tags(), false).added();
    return CaChanges.same(found.anchor().cas(), cas) && found.anchor().enabled() && tags.isEmpty()
        ? kept(found, bundle ? "" : notCompared(found))
        : new PlannedChange.ChangeAnchor(found, cas, !found.anchor().enabled(), tags);
  }

  private static String notCompared(RolesAnywhereState.Anchor found) {
    return "its CA certificates are managed by " + found.anchor().sourceType();
  }

  /// Uses a trust anchor that the chain does not manage, if it accepts the SVIDs of the SPIRE
  /// server.
  private PlannedChange unmanaged(RolesAnywhereState.Anchor found, ManifestRolesAnywhere wanted) {
    var missing = missing(found);
    return missing.isEmpty()
        ? kept(found, ChainOwner.notChanged(found.tags()))
        : conflict(
            wanted.anchor(),
            "trust anchor %s exists, is not managed by this chain, and %s"
                .formatted(wanted.anchor(), String.join(" and ", missing)),
            hint(found.tags()));
  }

  private String hint(Map<String, String> tags) {
    return owner.ofAnotherChain(tags)
        ? "specify another name: that trust anchor is managed by the chain "
            + tags.get(ChainOwner.TAG)
        : "specify another name; or to see what taking it over would change, run: "
            + adoption.command();
  }

  private List<String> missing(RolesAnywhereState.Anchor found) {
    var missing = new ArrayList<String>();
    if (!found.anchor().enabled()) {
      missing.add("is disabled");
    }
    if (found.anchor().sourceType().equals(TrustAnchor.CERTIFICATE_BUNDLE)
        && !found.anchor().cas().containsAll(state.cas())) {
      missing.add("lacks a CA certificate of the SPIRE server");
    }
    return missing;
  }

  /// The chain's own roles no longer trust it once the plan is carried out.
  private PlannedChange unlessTrusted(RolesAnywhereState.Anchor found) {
    var others = new TreeSet<>(found.trustingRoles());
    others.removeAll(own());
    return others.isEmpty()
        ? new PlannedChange.DeleteAnchor(found)
        : kept(found, "not deleted: still trusted by " + String.join(", ", others));
  }

  private Set<String> own() {
    return aws.roles().values().stream()
        .map(RoleState::role)
        .filter(owner::manages)
        .map(Role::name)
        .collect(Collectors.toSet());
  }

  private static PlannedChange conflict(String name, String message, String hint) {
    return new PlannedChange.Conflict(
        Change.Kind.TRUST_ANCHOR, name, new Problem.Refused("anchor-not-ours", message, hint));
  }

  private static PlannedChange kept(RolesAnywhereState.Anchor found, String why) {
    return new PlannedChange.Keep(
        new Change(
            Change.Kind.TRUST_ANCHOR,
            found.anchor().name(),
            Change.Action.UNCHANGED,
            found.arn().toString(),
            why));
  }
}
