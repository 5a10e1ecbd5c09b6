package io.spiffeaws.spire;

/// Less common settings of an entry (SPIRE API, `Entry.AdditionalAttributes`).
///
/// @param disableX509SvidPrefetch whether agents fetch the X509-SVID only when a workload requests
///   it
/// @param jwtSvidIncludeJti whether JWT-SVIDs carry a `jti`; agents do not cache such tokens
public record AdditionalAttributes(boolean disableX509SvidPrefetch, boolean jwtSvidIncludeJti) {
  /// The attributes of an entry that specifies none.
  public static final AdditionalAttributes NONE = new AdditionalAttributes(false, false);
}
