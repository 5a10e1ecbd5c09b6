package io.spiffeaws.rolesanywhere.anchor;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.rolesanywhere.management.FoundResource;
import io.spiffeaws.rolesanywhere.management.ResourceLookup;
import io.spiffeaws.rolesanywhere.management.ResourceReference;

/// Finds trust anchors for commands.
public final class AnchorLookup {
  private AnchorLookup() {}

  /// Returns the lookup among the trust anchors of the account.
  public static ResourceLookup<TrustAnchor> of(TrustAnchors anchors) {
    return new ResourceLookup<>(
        anchors::list, anchors::find, anchors::tags, TrustAnchor::name, TrustAnchor::arn);
  }

  /// Returns the hint for a trust anchor that does not exist.
  public static String creation(ResourceReference reference) {
    return TypedCommand.of("create it with: spiffe-aws trust anchor create %s", reference);
  }

  /// Checks that this tool may change a trust anchor.
  ///
  /// @param adopt whether one that it did not create is allowed
  /// @throws ProblemException refused: `anchor-not-ours`, or its CAs are not a certificate bundle
  static void check(FoundResource<TrustAnchor> found, boolean adopt) {
    var anchor = found.resource();
    if (!anchor.sourceType().equals(TrustAnchor.CERTIFICATE_BUNDLE)) {
      throw ProblemException.refused(
          "anchor-of-other-source",
          "the CA of trust anchor %s is not a certificate bundle, but %s"
              .formatted(anchor.arn(), anchor.sourceType()),
          "create a trust anchor of another name: spiffe-aws trust anchor create NAME");
    }
    if (!found.isManaged() && !adopt) {
      throw ProblemException.refused(
          "anchor-not-ours",
          "trust anchor %s was not created by spiffe-aws (it has no tag spiffe-aws)"
              .formatted(anchor.arn()),
          TypedCommand.of(
              "to manage it, run: spiffe-aws trust anchor create %s --adopt", anchor.arn()));
    }
  }
}
