package io.spiffeaws.trust.policy;

import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The session that IAM Roles Anywhere requests for the holder of a certificate, against which a
/// trust policy is evaluated (IAM Roles Anywhere User Guide, "Trust model").
///
/// @param anchor the trust anchor that the certificate is checked against; the value of
///   `aws:SourceArn`, and its account that of `aws:SourceAccount`
/// @param principalTags the known tags of the session, without `aws:PrincipalTag/`
/// @param allTags whether these are all tags. Otherwise a tag that is not among them is unknown,
///   except that of the URI
/// @param sourceIdentity value of `sts:SourceIdentity`; empty if it is unknown
/// @param sessionName value of `sts:RoleSessionName`; empty if it is unknown
public record RolesAnywhereSession(
    RolesAnywhereArn anchor,
    Map<String, String> principalTags,
    boolean allTags,
    Optional<String> sourceIdentity,
    Optional<String> sessionName) {
  /// The tag with the first URI of the certificate, which is the SPIFFE ID of an X509-SVID.
  public static final String URI_TAG = "x509SAN/URI";

  public RolesAnywhereSession {
    principalTags = Map.copyOf(principalTags);
  }

  /// The session for an X509-SVID of which only the ID is known.
  ///
  /// @param spiffeId an ID, or a pattern that stands for every ID that it matches. An ID that does
  ///   not fit a tag ([SessionTag#fits]) results in a session without the tag
  public static RolesAnywhereSession of(RolesAnywhereArn anchor, String spiffeId) {
    return new RolesAnywhereSession(
        anchor,
        SessionTag.fits(spiffeId) ? Map.of(URI_TAG, spiffeId) : Map.of(),
        false,
        Optional.empty(),
        Optional.empty());
  }

  /// Returns the session with further known tags.
  ///
  /// @param all whether all tags are known then
  public RolesAnywhereSession withTags(Map<String, String> tags, boolean all) {
    var more = new TreeMap<>(principalTags);
    more.putAll(tags);
    return new RolesAnywhereSession(anchor, more, all, sourceIdentity, sessionName);
  }

  /// Returns the session with a known source identity.
  public RolesAnywhereSession withSourceIdentity(String identity) {
    return new RolesAnywhereSession(
        anchor, principalTags, allTags, Optional.of(identity), sessionName);
  }

  /// Returns the session with a known name.
  public RolesAnywhereSession withSessionName(String name) {
    return new RolesAnywhereSession(
        anchor, principalTags, allTags, sourceIdentity, Optional.of(name));
  }

  /// The value of the URI's tag; empty if the session does not have that tag.
  public Optional<String> uri() {
    return tag(URI_TAG);
  }

  /// The value of a tag, by a name in any letter case.
  Optional<String> tag(String name) {
    return principalTags.entrySet().stream()
        .filter(tag -> tag.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /// Whether it is known that the session lacks a tag.
  boolean lacks(String name) {
    return tag(name).isEmpty()
        && (name.equalsIgnoreCase(URI_TAG)
            || (allTags && name.toLowerCase(Locale.ROOT).startsWith("x509")));
  }
}
