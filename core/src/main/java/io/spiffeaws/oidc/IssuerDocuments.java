package io.spiffeaws.oidc;

import java.net.URI;

/// Fetches the documents that an issuer publishes. Thread-safe.
public interface IssuerDocuments {
  /// Returns the issuer's discovery document (OpenID Connect Discovery 1.0, section 4).
  ///
  /// @param issuer the issuer's URL exactly as in tokens
  /// @throws ProblemException unreachable, if it could not be fetched; malformed, if it is not a
  ///   discovery document; refused with code `issuer-mismatch`, if it is another issuer's document
  Discovery discovery(String issuer);

  /// Returns the issuer's public keys as the text of a JWK Set (RFC 7517, section 5).
  ///
  /// @param jwksUri an https URI
  /// @throws ProblemException unreachable, if the keys could not be fetched; malformed, if the URI
  ///   is not https or the answer is not a JWK Set
  String keys(URI jwksUri);
}
