package io.spiffeaws.workload;

import io.spiffeaws.json.Json;
import io.spiffeaws.spiffe.SpiffeId;

/// What the agent vouches for.
///
/// @param spiffeId whom the token is about
/// @param claims what it says
public record ValidatedToken(SpiffeId spiffeId, Json.Obj claims) {}
