package io.spiffeaws.workload;

import io.spiffeaws.secret.Secret;
import io.spiffeaws.spiffe.SpiffeId;

/// A JWT-SVID as the Workload API hands it out (JWT-SVID standard; Workload API, section 6).
///
/// @param spiffeId whom it is about
/// @param token its compact serialization, a bearer token
/// @param hint the label that the operator gave the registration entry; empty where there is none
public record JwtSvid(SpiffeId spiffeId, Secret token, String hint) {}
