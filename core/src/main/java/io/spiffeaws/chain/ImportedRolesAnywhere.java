package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.ManifestRolesAnywhere;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.RolesAnywhereTarget;
import io.spiffeaws.rolesanywhere.anchor.TrustAnchor;
import io.spiffeaws.rolesanywhere.profile.RolesAnywhereProfile;
import io.spiffeaws.time.DurationText;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.policy.RolesAnywhereSession;
import io.spiffeaws.trust.policy.TrustDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A trust anchor and a profile to import.
///
/// @param anchorTags tags of the anchor
record ImportedRolesAnywhere(
    TrustAnchor anchor, RolesAnywhereProfile profile, Map<String, String> anchorTags) {
  ImportedRolesAnywhere {
    anchorTags = Map.copyOf(anchorTags);
  }

  /// Reads them.
  ///
  /// @throws ProblemException missing, if one does not exist
  static ImportedRolesAnywhere read(RolesAnywherePorts ports, RolesAnywhereTarget target) {
    var anchor = target.anchor();
    var profile = target.profile();
    return new ImportedRolesAnywhere(
        ports.anchors().find(anchor).orElseThrow(() -> missing("trust anchor " + anchor, "anchor")),
        ports.profiles().find(profile).orElseThrow(() -> missing("profile " + profile, "profile")),
        ports.anchors().tags(anchor));
  }

  private static ProblemException missing(String what, String kind) {
    return ProblemException.missing(
        "no-such-" + kind,
        what + " not found",
        "to list them, run: spiffe-aws trust " + kind + " list");
  }

  /// The block of the chain.
  ManifestRolesAnywhere block() {
    var settings = profile.settings();
    return new ManifestRolesAnywhere(
        anchor.name(), settings.name(), settings.acceptsSessionName(), settings.duration());
  }

  /// The names of the roles of the profile.
  List<String> roles() {
    return profile.settings().roles().stream()
        .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
        .toList();
  }

  /// The IDs that obtain the role's credentials.
  ///
  /// @param ids those that have an entry
  /// @param notes receives what a chain cannot express
  List<String> allowed(Role role, Set<String> ids, List<String> notes) {
    if (!profile.settings().roles().contains(role.arn())) {
      return List.of();
    }
    var allowed = new ArrayList<String>();
    for (var id : ids) {
      if (TrustDecision.decide(role.trust(), RolesAnywhereSession.of(anchor.arn(), id)).allowed()) {
        allowed.add(id);
      }
    }
    if (!allowed.isEmpty() && role.maxSession().compareTo(profile.settings().duration()) < 0) {
      notes.add(
          "role %s allows sessions of %s, and the profile %s requests %s, which a chain cannot express"
              .formatted(
                  role.name(),
                  DurationText.print(role.maxSession()),
                  profile.settings().name(),
                  DurationText.print(profile.settings().duration())));
      return List.of();
    }
    return allowed;
  }

  /// What a chain cannot express of them.
  List<String> notes() {
    var notes = new ArrayList<String>();
    var settings = profile.settings();
    if (settings.sessionPolicy().isPresent() || !settings.policyArns().isEmpty()) {
      notes.add(
          "the profile %s has session policies, which a chain cannot express"
              .formatted(settings.name()));
    }
    if (!anchor.enabled()) {
      notes.add("the trust anchor " + anchor.name() + " is disabled");
    }
    if (!profile.enabled()) {
      notes.add("the profile " + settings.name() + " is disabled");
    }
    return notes;
  }
}
