package io.spiffeaws.chain;

import io.spiffeaws.rolesanywhere.anchor.CaText;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
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
    return "ca %s, expires %s".formatted(CaText.id(ca), CaText.expires(ca));
  }
}
