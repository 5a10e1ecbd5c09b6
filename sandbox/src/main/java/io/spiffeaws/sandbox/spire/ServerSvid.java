package io.spiffeaws.sandbox.spire;

import io.spiffeaws.sandbox.tls.Validity;
import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The server's own X509-SVID. It is issued again when another authority becomes active.
/// Thread-safe.
final class ServerSvid {
  private final X509Authorities authorities;
  private final String spiffeId;
  private final PublicKey key;
  private final Clock clock;
  private @Nullable X509Authority authority;
  private @Nullable X509Certificate certificate;

  ServerSvid(X509Authorities authorities, String spiffeId, PublicKey key, Clock clock) {
    this.authorities = authorities;
    this.spiffeId = spiffeId;
    this.key = key;
    this.clock = clock;
  }

  /// Returns the current SVID.
  synchronized X509Certificate current() {
    var active = authorities.active();
    var current = certificate;
    if (current == null || !active.equals(authority)) {
      current = issue(active);
      certificate = current;
      authority = active;
    }
    return current;
  }

  private X509Certificate issue(X509Authority active) {
    var validity = new Validity(clock.instant().minus(TrustDomainKeys.BACKDATE), active.expires());
    var der = active.issue(spiffeId, key, List.of(), validity);
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new IllegalStateException("an issued certificate cannot be parsed", e);
    }
  }
}
