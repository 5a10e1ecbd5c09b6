package io.spiffeaws.spire;

/// Rarer settings of an entry (SPIRE API, `Entry.AdditionalAttributes`).
///
/// @param disableX509SvidPrefetch whether agents wait with the X509-SVID until a workload asks
/// @param jwtSvidIncludeJti whether JWT-SVIDs carry a `jti`, which also keeps agents from caching
///   them
public record AdditionalAttributes(boolean disableX509SvidPrefetch, boolean jwtSvidIncludeJti) {
  /// What an entry has that says nothing of them.
  public static final AdditionalAttributes NONE = new AdditionalAttributes(false, false);
}
