package io.spiffeaws.workload;

import io.spiffeaws.spiffe.SpiffeId;

/// An identity that an agent offers to this process, as a token or as a certificate.
public sealed interface OfferedIdentity permits JwtSvid, X509Svid {
  /// Returns its SPIFFE ID.
  SpiffeId spiffeId();

  /// Returns the operator's label on the registration entry; empty if there is none.
  String hint();
}
