package io.spiffeaws.sandbox.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/// PEM files (RFC 7468).
public final class Pem {
  private Pem() {}

  /// Returns certificates as a PEM file.
  public static String certificates(List<X509Certificate> certificates) {
    var text = new StringBuilder();
    for (var certificate : certificates) {
      text.append("-----BEGIN CERTIFICATE-----\n")
          .append(base64(certificate))
          .append("\n-----END CERTIFICATE-----\n");
    }
    return text.toString();
  }

  private static String base64(X509Certificate certificate) {
    try {
      return Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
          .encodeToString(certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot encode a certificate", e);
    }
  }
}
