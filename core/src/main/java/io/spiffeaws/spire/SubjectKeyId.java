package io.spiffeaws.spire;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;

/// The subject key ID of a certificate (RFC 5280, section 4.2.1.2), by which SPIRE identifies its
/// authorities.
public final class SubjectKeyId {
  private static final String EXTENSION = "2.5.29.14";

  /// The extension's value is an octet string in an octet string, each with a tag and a length.
  private static final int PREFIX = 4;

  private SubjectKeyId() {}

  /// Returns the ID in lower-case hexadecimal digits; empty if the certificate has none.
  public static String of(X509Certificate certificate) {
    var value = certificate.getExtensionValue(EXTENSION);
    return value == null || value.length <= PREFIX
        ? ""
        : HexFormat.of().formatHex(Arrays.copyOfRange(value, PREFIX, value.length));
  }
}
