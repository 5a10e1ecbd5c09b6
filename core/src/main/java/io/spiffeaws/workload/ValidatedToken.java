package io.spiffeaws.workload;

import io.spiffeaws.json.Json;
import io.spiffeaws.spiffe.SpiffeId;

/// A token that the agent has validated.
///
/// @param spiffeId the token's subject
/// @param claims the token's claims
public record ValidatedToken(SpiffeId spiffeId, Json.Obj claims) {}
