package io.spiffeaws.rolesanywhere.anchor;

import io.spiffeaws.change.Change;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The changes of a trust anchor, as lines of a diff.
final class AnchorChange {
  private AnchorChange() {}

  /// Whether both lists have the same certificates, in any order.
  static boolean same(List<X509Certificate> before, List<X509Certificate> after) {
    return new HashSet<>(before).equals(new HashSet<>(after));
  }

  /// Returns the certificates that are added and removed.
  ///
  /// @param note a remark on a certificate; empty for none
  static List<String> lines(
      List<X509Certificate> before,
      List<X509Certificate> after,
      Function<X509Certificate, String> note) {
    var lines = new ArrayList<String>();
    after.stream()
        .filter(ca -> !before.contains(ca))
        .map(ca -> line("+", ca, note.apply(ca)))
        .forEach(lines::add);
    before.stream()
        .filter(ca -> !after.contains(ca))
        .map(ca -> line("-", ca, note.apply(ca)))
        .forEach(lines::add);
    return lines;
  }

  private static String line(String sign, X509Certificate ca, String note) {
    return "%s ca %s%s, expires %s"
        .formatted(
            sign, CaText.id(ca), note.isEmpty() ? "" : " (" + note + ")", CaText.expires(ca));
  }

  static Change of(String name, Change.Action action, @Nullable String arn, List<String> lines) {
    return new Change(Change.Kind.TRUST_ANCHOR, name, action, arn, String.join("\n", lines));
  }
}
