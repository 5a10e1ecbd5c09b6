package io.spiffeaws.workload;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Checks the X509-SVID that a peer presents (X509-SVID standard, sections 2, 4 and 5).
public final class X509SvidCheck {
  private static final int URI = 6;
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int CERTIFICATE_SIGN = 5;
  private static final int REVOCATION_LIST_SIGN = 6;
  private static final Set<String> PURPOSES = Set.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");

  private X509SvidCheck() {}

  /// Returns the ID that a certificate claims. This does not check who signed it.
  ///
  /// @throws CertificateException if the certificate is not an X509-SVID, with the rule that it
  ///   breaks
  public static SpiffeId claimed(X509Certificate leaf) throws CertificateException {
    try {
      return checked(leaf);
    } catch (CertificateParsingException e) {
      throw new CertificateException("one of its extensions cannot be parsed", e);
    }
  }

  private static SpiffeId checked(X509Certificate leaf) throws CertificateException {
    if (leaf.getBasicConstraints() >= 0) {
      throw new CertificateException("it is a CA certificate");
    }
    var usage = leaf.getKeyUsage();
    if (usage == null || !usage[DIGITAL_SIGNATURE]) {
      throw new CertificateException("its key is not for digital signatures");
    }
    if (usage[CERTIFICATE_SIGN] || usage[REVOCATION_LIST_SIGN]) {
      throw new CertificateException("its key may sign certificates");
    }
    var purposes = leaf.getExtendedKeyUsage();
    if (purposes != null && !purposes.containsAll(PURPOSES)) {
      throw new CertificateException("it is not for both servers and clients");
    }
    return id(leaf);
  }

  /// Returns the ID in a certificate, whatever else the certificate is.
  ///
  /// @throws CertificateException if it has not exactly one URI, or that is not a SPIFFE ID
  static SpiffeId id(X509Certificate leaf) throws CertificateException {
    var names = leaf.getSubjectAlternativeNames();
    var uris =
        names == null
            ? List.<String>of()
            : names.stream()
                .filter(name -> name.getFirst().equals(URI))
                .map(name -> String.valueOf(name.get(1)))
                .toList();
    if (uris.size() != 1) {
      throw new CertificateException(
          uris.isEmpty() ? "it has no SPIFFE ID" : "it has several URIs");
    }
    try {
      return SpiffeId.parse(uris.getFirst());
    } catch (ProblemException e) {
      throw new CertificateException("its URI is not a SPIFFE ID", e);
    }
  }

  /// Checks that a chain leads to one of a trust domain's authorities.
  ///
  /// @param chain the certificates, leaf first; at least one
  /// @param at the time at which the chain must be valid
  /// @throws GeneralSecurityException if the chain does not, or is not valid at that time
  public static void signed(
      List<X509Certificate> chain, Collection<X509Certificate> bundle, Instant at)
      throws GeneralSecurityException {
    var anchors =
        bundle.stream()
            .map(authority -> new TrustAnchor(authority, null))
            .collect(Collectors.toSet());
    var parameters = new PKIXParameters(anchors);
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(at));
    var path = chain.stream().filter(certificate -> !bundle.contains(certificate)).toList();
    CertPathValidator.getInstance("PKIX")
        .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
  }
}
