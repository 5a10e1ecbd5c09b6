package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestRolesAnywhere;
import io.spiffeaws.rolesanywhere.anchor.TrustAnchor;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.rolesanywhere.profile.RolesAnywhereProfile;
import io.spiffeaws.trust.iam.ListedRole;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Reads the trust anchors and profiles that a chain refers to: those that have its tag, and those
/// that have the names in its file. Listings contain no tags, and an account may make one call a
/// second, so tags are read only if they matter.
final class ReadRolesAnywhere {
  private final RolesAnywherePorts ports;
  private final ChainOwner owner;
  private final Manifest manifest;

  ReadRolesAnywhere(RolesAnywherePorts ports, Manifest manifest) {
    this.ports = ports;
    this.owner = ChainOwner.of(manifest);
    this.manifest = manifest;
  }

  /// Reads the state.
  ///
  /// @param listed all roles
  /// @param roles names of the roles that the chain names or manages
  RolesAnywhereState run(List<ListedRole> listed, Set<String> roles) {
    var wanted = manifest.rolesAnywhere();
    var others = listed.stream().map(ListedRole::name).collect(Collectors.toSet());
    others.removeAll(roles);
    var anchors = ports.anchors().list();
    return new RolesAnywhereState(
        anchors.stream()
            .sorted(Comparator.comparing(found -> found.arn().toString()))
            .flatMap(found -> anchor(found, wanted, listed).stream())
            .toList(),
        ports.profiles().list().stream()
            .filter(found -> mayMatter(found, wanted, others))
            .sorted(Comparator.comparing(found -> found.arn().toString()))
            .flatMap(found -> profile(found, wanted).stream())
            .toList(),
        anchors.stream().map(TrustAnchor::arn).collect(Collectors.toSet()),
        ports.region(),
        wanted.isPresent() ? ports.cas().get() : List.of());
  }

  private Optional<RolesAnywhereState.Anchor> anchor(
      TrustAnchor found, Optional<ManifestRolesAnywhere> wanted, List<ListedRole> listed) {
    var tags = ports.anchors().tags(found.arn());
    var named = wanted.filter(it -> it.anchor().equals(found.name())).isPresent();
    return named || owner.manages(tags)
        ? Optional.of(new RolesAnywhereState.Anchor(found, tags, trusting(found.arn(), listed)))
        : Optional.empty();
  }

  private static Set<String> trusting(RolesAnywhereArn anchor, List<ListedRole> listed) {
    return listed.stream()
        .filter(role -> role.trust().contains("\"" + anchor + "\""))
        .map(ListedRole::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Whether the profile may be that of the chain. One that lists only existing roles of other
  /// chains is not.
  private static boolean mayMatter(
      RolesAnywhereProfile found, Optional<ManifestRolesAnywhere> wanted, Set<String> others) {
    var settings = found.settings();
    return wanted.filter(it -> it.profile().equals(settings.name())).isPresent()
        || settings.roles().isEmpty()
        || settings.roles().stream()
            .anyMatch(arn -> !others.contains(arn.substring(arn.lastIndexOf('/') + 1)));
  }

  private Optional<RolesAnywhereState.Profile> profile(
      RolesAnywhereProfile found, Optional<ManifestRolesAnywhere> wanted) {
    var tags = ports.profiles().tags(found.arn());
    var named = wanted.filter(it -> it.profile().equals(found.settings().name())).isPresent();
    return named || owner.manages(tags)
        ? Optional.of(new RolesAnywhereState.Profile(found, tags))
        : Optional.empty();
  }
}
