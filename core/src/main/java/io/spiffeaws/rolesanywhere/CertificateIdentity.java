package io.spiffeaws.rolesanywhere;

import io.spiffeaws.json.Json;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.sts.CallerIdentity;
import io.spiffeaws.workload.X509Svid;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The identity in an X509-SVID, under a trust anchor and a profile.
///
/// @param svid the X509-SVID
/// @param target the trust anchor and the profile to which it is presented
public record CertificateIdentity(X509Svid svid, RolesAnywhereTarget target)
    implements CallerIdentity {
  @Override
  public Optional<String> subject() {
    return Optional.of(svid.spiffeId().toString());
  }

  /// The names in the certificate are parts, since the service sets the session tags from them. The
  /// serial number is not, although it is the source identity of a certificate without a common
  /// name: it changes with each renewal.
  @Override
  public Json.Obj parts() {
    var leaf = svid.chain().getFirst();
    return Json.object()
        .with("subject", Json.of(svid.spiffeId().toString()))
        .with("trust_anchor_arn", Json.of(target.anchor().toString()))
        .with("profile_arn", Json.of(target.profile().toString()))
        .with("certificate_subject", Json.of(leaf.getSubjectX500Principal().getName()))
        .with("certificate_issuer", Json.of(leaf.getIssuerX500Principal().getName()))
        .with("certificate_names", Json.strings(names(leaf)));
  }

  @Override
  public Optional<Instant> expires() {
    return Optional.of(svid.expires());
  }

  @Override
  public String service() {
    return "rolesanywhere";
  }

  @Override
  public Optional<JwtToken> token() {
    return Optional.empty();
  }

  private static List<String> names(X509Certificate leaf) {
    try {
      var names = leaf.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream().map(name -> name.get(0) + ":" + name.get(1)).toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }
}
