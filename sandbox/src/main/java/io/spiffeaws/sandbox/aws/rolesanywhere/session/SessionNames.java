package io.spiffeaws.sandbox.aws.rolesanywhere.session;

import java.security.cert.X509Certificate;

/// The names of a session that come from its certificate.
/// https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
final class SessionNames {
  private static final int LONGEST_PREFIXED = 61;

  private SessionNames() {}

  /// Returns the session name if the request specifies none: the serial number in hexadecimal
  /// digits, an even number of them.
  static String serial(X509Certificate certificate) {
    var digits = certificate.getSerialNumber().toString(16);
    return digits.length() % 2 == 0 ? digits : "0" + digits;
  }

  /// Returns the source identity: the common name with the prefix `CN=` if that fits, otherwise
  /// without. A certificate without common name is identified by its serial number.
  static String sourceIdentity(X509Certificate certificate) {
    return CertificateTags.commonName(certificate)
        .map(name -> name.length() <= LONGEST_PREFIXED ? "CN=" + name : name)
        .orElseGet(() -> "ID=" + serial(certificate));
  }
}
