package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestRole;
import io.spiffeaws.chain.manifest.RoleWay;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.trust.policy.ProviderArn;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Resolves the desired state of a chain's roles: with the provider and the trust anchor that
/// exist, or will exist.
final class DesiredRoles {
  private final ChainOwner owner;
  private final CurrentState.Aws state;
  private final Optional<RolesAnywhereArn> anchor;
  private final Optional<ChainAnchors> anchors;
  private final List<ProviderArn> former;

  DesiredRoles(ChainOwner owner, Manifest manifest, CurrentState.Aws state) {
    this.owner = owner;
    this.state = state;
    this.anchor = state.rolesAnywhere().flatMap(there -> anchor(owner, manifest, state, there));
    this.anchors = state.rolesAnywhere().map(this::statements);
    this.former = state.formerProviders().stream().map(each -> each.provider().arn()).toList();
  }

  /// The desired state of a role.
  ChainRole of(ManifestRole role) {
    var trust =
        new ChainTrust(
            role.subjects(),
            Optional.of(role.audience()).filter(_ -> has(role, RoleWay.WEB_IDENTITY)),
            role.settings().sessionTags().orElse(false),
            state.issuerArn(),
            former,
            anchor.filter(_ -> has(role, RoleWay.ROLES_ANYWHERE)),
            anchors);
    return ChainRole.of(role, owner.tags(), state.account().orElseThrow(), trust);
  }

  private static boolean has(ManifestRole role, RoleWay way) {
    return role.ways().contains(way);
  }

  /// The ARN of the trust anchor that the chain names; an unknown one if it does not exist yet.
  private static Optional<RolesAnywhereArn> anchor(
      ChainOwner owner, Manifest manifest, CurrentState.Aws state, RolesAnywhereState there) {
    return manifest
        .rolesAnywhere()
        .map(wanted ->
            AnchorChoice.anchor(owner, wanted, there)
                .map(RolesAnywhereState.Anchor::arn)
                .orElseGet(() -> UnknownAnchor.of(state.account().orElseThrow(), there.region())));
  }

  private ChainAnchors statements(RolesAnywhereState there) {
    return new ChainAnchors(
        anchor,
        former(there),
        there.existing(),
        there.region(),
        state.account().map(AwsAccount::id).orElse(""));
  }

  private Set<RolesAnywhereArn> former(RolesAnywhereState there) {
    var former = new HashSet<RolesAnywhereArn>();
    there.anchors().stream()
        .filter(found -> owner.manages(found.tags()))
        .map(RolesAnywhereState.Anchor::arn)
        .filter(arn -> anchor.filter(arn::equals).isEmpty())
        .forEach(former::add);
    return former;
  }
}
