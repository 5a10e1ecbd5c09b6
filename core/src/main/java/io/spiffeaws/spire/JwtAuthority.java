package io.spiffeaws.spire;

import java.time.Instant;
import java.util.Optional;

/// A key with which the server signs JWT-SVIDs, or signed them earlier.
///
/// @param keyId the key ID in tokens (`kid`)
/// @param publicKey SubjectPublicKeyInfo, DER, in base64
/// @param expiresAt when the key expires; empty if the server does not report it
/// @param tainted whether tokens signed with this key must no longer be accepted
public record JwtAuthority(
    String keyId, String publicKey, Optional<Instant> expiresAt, boolean tainted) {}
