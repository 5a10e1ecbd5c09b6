package io.spiffeaws.rolesanywhere.anchor;

import java.security.cert.X509Certificate;

/// A CA and what the SPIRE server says of it.
public record RankedCa(X509Certificate certificate, CaStanding standing) {}
