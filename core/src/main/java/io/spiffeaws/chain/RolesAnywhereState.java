package io.spiffeaws.chain;

import io.spiffeaws.rolesanywhere.anchor.TrustAnchor;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.rolesanywhere.profile.RolesAnywhereProfile;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The part of IAM Roles Anywhere that a chain refers to.
///
/// @param anchors that the chain manages or names, ordered by ARN
/// @param profiles that the chain manages or names, ordered by ARN
/// @param existing ARNs of all trust anchors of the account and region
/// @param region of the trust anchors and profiles
/// @param cas the CA certificates that the trust anchor is to contain; none if the chain specifies
///   no trust anchor
public record RolesAnywhereState(
    List<Anchor> anchors,
    List<Profile> profiles,
    Set<RolesAnywhereArn> existing,
    String region,
    List<X509Certificate> cas) {
  public RolesAnywhereState {
    anchors = List.copyOf(anchors);
    profiles = List.copyOf(profiles);
    existing = Set.copyOf(existing);
    cas = List.copyOf(cas);
  }

  /// A trust anchor.
  ///
  /// @param trustingRoles names of all roles whose trust policy names it
  public record Anchor(TrustAnchor anchor, Map<String, String> tags, Set<String> trustingRoles) {
    public Anchor {
      tags = Map.copyOf(tags);
      trustingRoles = Collections.unmodifiableSet(new TreeSet<>(trustingRoles));
    }

    RolesAnywhereArn arn() {
      return anchor.arn();
    }
  }

  /// A profile.
  public record Profile(RolesAnywhereProfile profile, Map<String, String> tags) {
    public Profile {
      tags = Map.copyOf(tags);
    }
  }
}
