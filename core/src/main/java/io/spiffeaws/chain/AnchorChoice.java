package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.ManifestRolesAnywhere;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Selects the trust anchor and the profile that a chain names. Names are not unique in AWS: one
/// that the chain manages has precedence over others of that name.
final class AnchorChoice {
  private AnchorChoice() {}

  /// The trust anchor with the name; empty if it does not exist yet.
  static Optional<RolesAnywhereState.Anchor> anchor(
      ChainOwner owner, ManifestRolesAnywhere wanted, RolesAnywhereState state) {
    return choose(owner, anchors(wanted, state), RolesAnywhereState.Anchor::tags);
  }

  /// The profile with the name; empty if it does not exist yet.
  static Optional<RolesAnywhereState.Profile> profile(
      ChainOwner owner, ManifestRolesAnywhere wanted, RolesAnywhereState state) {
    return choose(owner, profiles(wanted, state), RolesAnywhereState.Profile::tags);
  }

  /// All trust anchors with the name.
  static List<RolesAnywhereState.Anchor> anchors(
      ManifestRolesAnywhere wanted, RolesAnywhereState state) {
    return state.anchors().stream()
        .filter(found -> found.anchor().name().equals(wanted.anchor()))
        .toList();
  }

  /// All profiles with the name.
  static List<RolesAnywhereState.Profile> profiles(
      ManifestRolesAnywhere wanted, RolesAnywhereState state) {
    return state.profiles().stream()
        .filter(found -> found.profile().settings().name().equals(wanted.profile()))
        .toList();
  }

  private static <T> Optional<T> choose(
      ChainOwner owner, List<T> named, Function<T, Map<String, String>> tags) {
    return named.stream()
        .filter(found -> owner.manages(tags.apply(found)))
        .findFirst()
        .or(() -> named.stream().findFirst());
  }
}
