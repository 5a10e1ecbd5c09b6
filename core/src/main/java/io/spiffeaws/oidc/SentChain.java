package io.spiffeaws.oidc;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/// The certificates that a server sent, ordered from its own towards the root (RFC 5280, section
/// 6.1). Certificates that belong to no other one are left out.
///
/// @param path its own certificate, that of its issuer, and so on, as far as they were sent
/// @param gap whether certificates were sent that are not in the path
record SentChain(List<X509Certificate> path, boolean gap) {
  private static final String AUTHORITY_INFORMATION = "1.3.6.1.5.5.7.1.1";

  /// Orders certificates.
  ///
  /// @param sent not empty, the server's own first
  static SentChain of(List<X509Certificate> sent) {
    var path = new ArrayList<X509Certificate>();
    var last = sent.getFirst();
    path.add(last);
    while (!selfIssued(last)) {
      var below = last;
      var issuer =
          sent.stream().filter(one -> !path.contains(one) && issued(one, below)).findFirst();
      if (issuer.isEmpty()) {
        break;
      }
      last = issuer.get();
      path.add(last);
    }
    return new SentChain(List.copyOf(path), sent.stream().distinct().count() > path.size());
  }

  X509Certificate leaf() {
    return path.getFirst();
  }

  X509Certificate top() {
    return path.getLast();
  }

  /// Returns whether the root was sent.
  boolean complete() {
    return selfIssued(top());
  }

  /// Returns whether the last certificate says where its issuer's can be fetched, as those of
  /// public CAs do.
  boolean namesIssuersAddress() {
    return top().getExtensionValue(AUTHORITY_INFORMATION) != null;
  }

  static boolean selfIssued(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }

  private static boolean issued(X509Certificate issuer, X509Certificate certificate) {
    if (!issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
      return false;
    }
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException otherKey) {
      return false;
    }
  }
}
