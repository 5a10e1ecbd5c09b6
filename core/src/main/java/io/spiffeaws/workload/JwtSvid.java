package io.spiffeaws.workload;

import io.spiffeaws.secret.Secret;
import io.spiffeaws.spiffe.SpiffeId;

/// A JWT-SVID from the Workload API (JWT-SVID standard; Workload API, section 6).
///
/// @param spiffeId its subject
/// @param token its compact serialization, a bearer token
/// @param hint the operator's label on the registration entry; empty if there is none
public record JwtSvid(SpiffeId spiffeId, Secret token, String hint) implements OfferedIdentity {}
