package io.spiffeaws.rolesanywhere.anchor;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Certificates in the PEM format (RFC 7468).
public final class CaPem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----");
  private static final int LINE = 64;

  private CaPem() {}

  /// Returns the certificates in a text; other text is ignored.
  ///
  /// @throws CertificateException if one of them is malformed
  public static List<X509Certificate> parse(String text) throws CertificateException {
    var certificates = new ArrayList<X509Certificate>();
    var factory = CertificateFactory.getInstance("X.509");
    for (var block = BLOCK.matcher(text); block.find(); ) {
      certificates.add(certificate(factory, block.group(1)));
    }
    return certificates;
  }

  private static X509Certificate certificate(CertificateFactory factory, String base64)
      throws CertificateException {
    try {
      var der = Base64.getMimeDecoder().decode(base64.strip());
      return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
    } catch (IllegalArgumentException e) {
      throw new CertificateException("not base64", e);
    }
  }

  /// Returns the certificates as text, each ending in a newline.
  public static String text(List<X509Certificate> certificates) {
    return certificates.stream().map(CaPem::text).collect(Collectors.joining());
  }

  private static String text(X509Certificate certificate) {
    try {
      var encoder = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));
      return "-----BEGIN CERTIFICATE-----\n"
          + encoder.encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate can be encoded", e);
    }
  }
}
