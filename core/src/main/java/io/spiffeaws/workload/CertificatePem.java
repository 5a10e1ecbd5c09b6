package io.spiffeaws.workload;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Certificates in the PEM format (RFC 7468).
public final class CertificatePem {
  private static final String LABEL = "CERTIFICATE";

  private CertificatePem() {}

  /// Returns the certificates in a text; other text is ignored.
  ///
  /// @throws CertificateException if one of them is malformed
  public static List<X509Certificate> parse(String text) throws CertificateException {
    var certificates = new ArrayList<X509Certificate>();
    var factory = CertificateFactory.getInstance("X.509");
    try {
      for (var block : PemBlock.all(text)) {
        if (block.label().equals(LABEL)) {
          var der = new ByteArrayInputStream(block.der());
          certificates.add((X509Certificate) factory.generateCertificate(der));
        }
      }
      return certificates;
    } catch (IllegalArgumentException e) {
      throw new CertificateException("not base64", e);
    }
  }

  /// Returns the certificates as text, each ending in a newline.
  public static String text(List<X509Certificate> certificates) {
    return certificates.stream().map(CertificatePem::text).collect(Collectors.joining());
  }

  private static String text(X509Certificate certificate) {
    try {
      return new PemBlock(LABEL, certificate.getEncoded()).text();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate can be encoded", e);
    }
  }
}
