package io.spiffeaws.sandbox.spire;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// The keys that sign and verify the trust domain's SVIDs.
///
/// @param trustDomain its bare name
/// @param jwt signs JWT-SVIDs
/// @param x509 sign X509-SVIDs
public record TrustDomainKeys(String trustDomain, JwtAuthority jwt, X509Authorities x509) {
  /// The time by which SPIRE backdates certificates, for clients whose clock is slow.
  public static final Duration BACKDATE = Duration.ofSeconds(10);

  static TrustDomainKeys create(String trustDomain, JwtKeyType type, Clock clock) {
    return new TrustDomainKeys(
        trustDomain,
        JwtAuthority.create(type, clock.instant().plus(X509Authorities.CA_TTL)),
        new X509Authorities(trustDomain, clock));
  }

  /// Returns the JWT keys as served by the Workload API.
  public String bundleJwks() {
    return jwks(false);
  }

  /// Returns the JWT keys as published by the OIDC provider.
  public String publishedJwks() {
    return jwks(true);
  }

  private String jwks(boolean withAlgorithm) {
    return JsonText.pretty(Json.object().with("keys", Json.array(List.of(jwt.jwk(withAlgorithm)))));
  }
}
