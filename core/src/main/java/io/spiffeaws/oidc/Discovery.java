package io.spiffeaws.oidc;

import io.spiffeaws.json.Json;
import java.net.URI;

/// A discovery document (OpenID Connect Discovery 1.0, section 3).
///
/// @param issuer the issuer that it names, which is the one that was asked for
/// @param jwksUri where the keys are
/// @param document the whole document
public record Discovery(String issuer, URI jwksUri, Json.Obj document) {}
