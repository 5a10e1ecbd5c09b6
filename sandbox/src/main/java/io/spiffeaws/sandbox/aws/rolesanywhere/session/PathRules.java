package io.spiffeaws.sandbox.aws.rolesanywhere.session;

import io.spiffeaws.sandbox.aws.rolesanywhere.registry.TrustAnchor;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.RestRefusals;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The path from the certificate to a CA of the trust anchor (RFC 5280, section 6).
final class PathRules {
  private PathRules() {}

  /// Returns the path: the leaf first, the anchor's CA last.
  ///
  /// @throws AwsError AccessDeniedException if there is none
  static List<X509Certificate> path(RequestCertificates sent, TrustAnchor anchor, Instant now) {
    var trusted =
        anchor.certificates().stream()
            .filter(ca -> CertificateRules.isAuthority(ca) && CertificateRules.isCurrent(ca, now))
            .map(ca -> new java.security.cert.TrustAnchor(ca, null))
            .collect(Collectors.toSet());
    if (trusted.isEmpty()) {
      throw untrusted();
    }
    try {
      var built = build(sent, trusted, now);
      var path = new ArrayList<X509Certificate>();
      built.getCertPath().getCertificates().forEach(each -> path.add((X509Certificate) each));
      path.add(built.getTrustAnchor().getTrustedCert());
      if (IntStream.range(1, path.size()).allMatch(i -> maySign(path.get(i), i - 1))) {
        return path;
      }
    } catch (GeneralSecurityException noPath) {
      // reported below
    }
    throw untrusted();
  }

  /// Returns whether a certificate is one of a CA with at most that many other CAs below it.
  private static boolean maySign(X509Certificate ca, int below) {
    return CertificateRules.isAuthority(ca)
        && CertificateRules.stronglySigned(ca)
        && ca.getBasicConstraints() >= below;
  }

  private static PKIXCertPathBuilderResult build(
      RequestCertificates sent, Set<java.security.cert.TrustAnchor> trusted, Instant now)
      throws GeneralSecurityException {
    var target = new X509CertSelector();
    target.setCertificate(sent.leaf());
    var parameters = new PKIXBuilderParameters(trusted, target);
    var available = new ArrayList<>(sent.intermediates());
    available.add(sent.leaf());
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(available)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(now));
    return (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
  }

  private static AwsError untrusted() {
    return RestRefusals.denied("Untrusted signing certificate");
  }
}
