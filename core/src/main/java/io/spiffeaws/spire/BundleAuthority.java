package io.spiffeaws.spire;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;

/// A CA in the trust bundle of a server.
///
/// @param tainted whether X509-SVIDs that it signed must no longer be accepted
public record BundleAuthority(X509Certificate certificate, boolean tainted) {
  /// Parses a certificate.
  ///
  /// @param der the certificate in DER
  /// @throws CertificateException if it is malformed
  static BundleAuthority parse(byte[] der, boolean tainted) throws CertificateException {
    var factory = CertificateFactory.getInstance("X.509");
    return new BundleAuthority(
        (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)), tainted);
  }

  /// Returns the ID that SPIRE uses for it, as [X509Authorities.Authority#id].
  public String id() {
    return SubjectKeyId.of(certificate);
  }

  public Instant expiresAt() {
    return certificate.getNotAfter().toInstant();
  }
}
