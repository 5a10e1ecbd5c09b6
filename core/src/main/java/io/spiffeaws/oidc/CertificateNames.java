package io.spiffeaws.oidc;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The hosts that a certificate is for: the DNS names and addresses of its subject alternative name
/// (RFC 6125, section 6.4; its common name does not count).
record CertificateNames(List<String> names) {
  private static final int DNS = 2;
  private static final int ADDRESS = 7;
  private static final int SHOWN = 5;

  static CertificateNames of(X509Certificate certificate) {
    try {
      return new CertificateNames(
          Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
              .flatMap(all -> all.stream())
              .filter(name ->
                  name.getFirst() instanceof Integer kind && (kind == DNS || kind == ADDRESS))
              .map(name -> name.get(1).toString())
              .toList());
    } catch (CertificateParsingException unreadable) {
      return new CertificateNames(List.of());
    }
  }

  /// Returns whether one of the names is that of the host. A `*` stands for one label.
  boolean fit(String host) {
    var bare = host.replaceAll("^\\[|\\]$", "").toLowerCase(Locale.ROOT);
    var above = bare.substring(Math.max(0, bare.indexOf('.')));
    return names.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .anyMatch(name ->
            name.equals(bare)
                || (name.startsWith("*.") && !above.isEmpty() && name.substring(1).equals(above)));
  }

  @Override
  public String toString() {
    return names.isEmpty()
        ? "no host"
        : Stream.concat(
                names.stream().limit(SHOWN),
                names.size() > SHOWN
                    ? Stream.of("%d more".formatted(names.size() - SHOWN))
                    : Stream.empty())
            .collect(Collectors.joining(", "));
  }
}
