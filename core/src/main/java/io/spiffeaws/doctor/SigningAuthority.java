package io.spiffeaws.doctor;

import io.spiffeaws.rolesanywhere.anchor.CaText;
import io.spiffeaws.workload.X509Svid;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The CA that signed an X509-SVID, or the topmost of its intermediate certificates.
///
/// @param issuer the name of the CA
/// @param certificate of the CA, from the trust bundle; empty if the bundle does not contain it
record SigningAuthority(String issuer, Optional<X509Certificate> certificate) {
  static SigningAuthority of(X509Svid svid) {
    var top = svid.chain().getLast();
    return new SigningAuthority(
        top.getIssuerX500Principal().toString(),
        svid.bundle().stream().filter(ca -> signed(top, ca)).findFirst());
  }

  private static boolean signed(X509Certificate certificate, X509Certificate ca) {
    try {
      certificate.verify(ca.getPublicKey());
      return true;
    } catch (GeneralSecurityException other) {
      return false;
    }
  }

  String text() {
    return certificate.map(SigningAuthority::text).orElse("CA " + issuer);
  }

  /// Describes CAs, for a comparison.
  static String texts(List<X509Certificate> cas) {
    return cas.isEmpty()
        ? "no CA"
        : cas.stream().map(SigningAuthority::text).collect(Collectors.joining(" and "));
  }

  private static String text(X509Certificate ca) {
    return "CA %s (%s)".formatted(CaText.id(ca), ca.getSubjectX500Principal());
  }
}
