package io.spiffeaws.workload;

import io.spiffeaws.spiffe.SpiffeId;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// An X509-SVID as the Workload API hands it out (X509-SVID standard; Workload API, section 5).
///
/// @param spiffeId whom it is about
/// @param chain its certificate, and those that lead to the bundle; at least one
/// @param key its private key, which is kept in memory alone
/// @param bundle the authorities of its trust domain; at least one
/// @param hint the label that the operator gave the registration entry; empty where there is none
public record X509Svid(
    SpiffeId spiffeId,
    List<X509Certificate> chain,
    PrivateKey key,
    List<X509Certificate> bundle,
    String hint) {
  public X509Svid {
    chain = List.copyOf(chain);
    bundle = List.copyOf(bundle);
  }

  /// When it is no longer valid.
  public Instant expires() {
    return chain.getFirst().getNotAfter().toInstant();
  }

  /// Without the key.
  @Override
  public String toString() {
    return "X509Svid[" + spiffeId + "]";
  }
}
