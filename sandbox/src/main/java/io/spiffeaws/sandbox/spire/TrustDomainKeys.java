package io.spiffeaws.sandbox.spire;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.sandbox.tls.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The keys that sign and verify the trust domain's SVIDs.
///
/// @param trustDomain its bare name
/// @param jwt signs JWT-SVIDs
/// @param x509 signs X509-SVIDs
public record TrustDomainKeys(String trustDomain, JwtAuthority jwt, X509Authority x509) {
  /// SPIRE's default `ca_ttl`.
  private static final Duration CA_TTL = Duration.ofHours(24);

  /// The time by which SPIRE backdates certificates, for clients whose clock is slow.
  public static final Duration BACKDATE = Duration.ofSeconds(10);

  static TrustDomainKeys create(String trustDomain, JwtKeyType type, Instant now) {
    var until = now.plus(CA_TTL);
    return new TrustDomainKeys(
        trustDomain,
        JwtAuthority.create(type, until),
        X509Authority.create(trustDomain, new Validity(now.minus(BACKDATE), until)));
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
