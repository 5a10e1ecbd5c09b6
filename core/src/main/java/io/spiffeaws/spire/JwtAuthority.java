package io.spiffeaws.spire;

import java.time.Instant;
import java.util.Optional;

/// A key that the server signs JWT-SVIDs with, or did.
///
/// @param keyId by which tokens name it (`kid`)
/// @param publicKey as SubjectPublicKeyInfo, DER, in base 64
/// @param endsAt when it ends; empty where the server does not say
/// @param tainted whether tokens that it signed must not be accepted any more
public record JwtAuthority(
    String keyId, String publicKey, Optional<Instant> endsAt, boolean tainted) {}
