package io.spiffeaws.sandbox.aws.rolesanywhere.session;

import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.RestRefusals;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Set;

/// The requirements for single certificates.
/// https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html#signature-verification
public final class CertificateRules {
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int KEY_CERT_SIGN = 5;

  /// SHA-256 or stronger.
  private static final Set<String> SIGNATURES =
      Set.of(
          "SHA256withRSA",
          "SHA384withRSA",
          "SHA512withRSA",
          "SHA256withECDSA",
          "SHA384withECDSA",
          "SHA512withECDSA");

  private CertificateRules() {}

  /// Checks the certificate of the signing key.
  ///
  /// @throws AwsError AccessDeniedException if it cannot be used
  static void checkLeaf(X509Certificate leaf, Instant now) {
    boolean sufficient =
        leaf.getVersion() == 3
            && leaf.getBasicConstraints() < 0
            && mayUse(leaf, DIGITAL_SIGNATURE)
            && stronglySigned(leaf);
    if (!sufficient) {
      throw insufficient();
    }
    if (now.isAfter(leaf.getNotAfter().toInstant())) {
      throw RestRefusals.denied("Untrusted certificate. Certificate has expired");
    }
    if (now.isBefore(leaf.getNotBefore().toInstant())) {
      throw RestRefusals.denied("Untrusted certificate. Certificate is not yet valid");
    }
    if (leaf.getSubjectX500Principal().getName().isEmpty()) {
      throw insufficient();
    }
  }

  /// Returns whether a certificate is one of a CA that may sign certificates.
  public static boolean isAuthority(X509Certificate certificate) {
    return certificate.getVersion() == 3
        && certificate.getBasicConstraints() >= 0
        && mayUse(certificate, KEY_CERT_SIGN);
  }

  /// Returns whether a certificate is signed with SHA-256 or stronger.
  public static boolean stronglySigned(X509Certificate certificate) {
    return SIGNATURES.contains(certificate.getSigAlgName());
  }

  /// Returns whether a certificate is within its validity period.
  static boolean isCurrent(X509Certificate certificate, Instant now) {
    return !now.isBefore(certificate.getNotBefore().toInstant())
        && !now.isAfter(certificate.getNotAfter().toInstant());
  }

  private static boolean mayUse(X509Certificate certificate, int bit) {
    var usage = certificate.getKeyUsage();
    return usage != null && usage[bit];
  }

  private static AwsError insufficient() {
    return RestRefusals.denied("Untrusted certificate. Insufficient certificate");
  }
}
