package io.spiffeaws.sandbox.aws.rolesanywhere.session;

import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Crl;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.RestRefusals;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;

/// Revocation by the CRLs of a trust anchor. Distribution points and OCSP are not used.
final class RevocationRules {
  private RevocationRules() {}

  /// Checks a path.
  ///
  /// @param path each certificate is signed by the next
  /// @param crls of the trust anchor
  /// @throws AwsError AccessDeniedException if a certificate is revoked
  static void check(List<X509Certificate> path, List<Crl> crls) {
    for (int i = 0; i + 1 < path.size(); i++) {
      for (var crl : crls) {
        if (crl.resource().enabled() && revokes(crl.list(), path.get(i), path.get(i + 1))) {
          throw RestRefusals.denied("Certificate revoked");
        }
      }
    }
  }

  private static boolean revokes(X509CRL crl, X509Certificate certificate, X509Certificate issuer) {
    return crl.getIssuerX500Principal().equals(certificate.getIssuerX500Principal())
        && signed(crl, issuer)
        && crl.getRevokedCertificate(certificate) != null;
  }

  private static boolean signed(X509CRL crl, X509Certificate issuer) {
    try {
      crl.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException otherKey) {
      return false;
    }
  }
}
