package io.spiffeaws.workload;

import io.spiffeaws.spiffe.SpiffeId;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// An X509-SVID from the Workload API or from files (X509-SVID standard; Workload API, section 5).
///
/// @param spiffeId its subject
/// @param chain its certificate and the intermediate certificates; at least one
/// @param key its private key, which is held only in memory
/// @param bundle the authorities of its trust domain; at least one from the Workload API, empty if
///   there is no file of them
/// @param hint the operator's label on the registration entry; empty if there is none
public record X509Svid(
    SpiffeId spiffeId,
    List<X509Certificate> chain,
    PrivateKey key,
    List<X509Certificate> bundle,
    String hint)
    implements OfferedIdentity {
  public X509Svid {
    chain = List.copyOf(chain);
    bundle = List.copyOf(bundle);
  }

  /// Returns when the certificate expires.
  public Instant expires() {
    return chain.getFirst().getNotAfter().toInstant();
  }

  /// Returns a text without the key.
  @Override
  public String toString() {
    return "X509Svid[" + spiffeId + "]";
  }
}
