package io.spiffeaws.rolesanywhere.anchor;

import io.spiffeaws.spire.SubjectKeyId;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/// CA certificates in messages.
public final class CaText {
  private CaText() {}

  /// Returns the ID that SPIRE shows for a CA; if the certificate has none, its SHA-256 digest.
  public static String id(X509Certificate ca) {
    var id = SubjectKeyId.of(ca);
    return id.isEmpty() ? sha256(ca) : id;
  }

  /// Returns the SHA-256 digest of a certificate in lower-case hexadecimal digits.
  public static String sha256(X509Certificate ca) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(ca.getEncoded());
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a parsed certificate has a SHA-256 digest", e);
    }
  }

  /// Returns when a CA expires, in UTC.
  public static String expires(X509Certificate ca) {
    return ca.getNotAfter().toInstant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /// Returns the IDs of CAs, separated by commas.
  static String ids(List<RankedCa> cas) {
    return cas.stream().map(ca -> id(ca.certificate())).collect(Collectors.joining(", "));
  }
}
