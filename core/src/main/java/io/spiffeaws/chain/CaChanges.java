package io.spiffeaws.chain;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The difference between the CA certificates of a trust anchor and those that it is to contain.
final class CaChanges {
  private CaChanges() {}

  /// The certificates that are in both.
  static List<X509Certificate> common(List<X509Certificate> before, List<X509Certificate> after) {
    return before.stream().filter(after::contains).toList();
  }

  /// Whether both contain the same certificates.
  static boolean same(List<X509Certificate> one, List<X509Certificate> other) {
    return one.containsAll(other) && other.containsAll(one);
  }

  /// The difference as lines of a diff.
  static List<String> lines(List<X509Certificate> before, List<X509Certificate> after) {
    var lines = new ArrayList<String>();
    before.stream().filter(ca -> !after.contains(ca)).forEach(ca -> lines.add("- " + line(ca)));
    after.stream().filter(ca -> !before.contains(ca)).forEach(ca -> lines.add("+ " + line(ca)));
    return lines;
  }

  private static String line(X509Certificate ca) {
    return "ca sha256:%s, expires %s".formatted(digest(ca), ca.getNotAfter().toInstant());
  }

  private static String digest(X509Certificate ca) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(ca.getEncoded());
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException("the certificate was decoded before", e);
    }
  }
}
