package io.spiffeaws.oidc;

import java.net.URI;

/// What an issuer publishes. Safe to use from several threads.
public interface IssuerDocuments {
  /// The issuer's discovery document (OpenID Connect Discovery 1.0, section 4).
  ///
  /// @param issuer the issuer's URL exactly as tokens name it
  /// @throws ProblemException unreachable, where no document could be had; malformed, where it is
  ///   not one; refused, code `issuer-mismatch`, where it is another issuer's
  Discovery discovery(String issuer);

  /// The issuer's public keys, as the text of a JWK Set (RFC 7517, section 5).
  ///
  /// @param jwksUri an https URI
  /// @throws ProblemException unreachable, where no keys could be had; malformed, where the URI is
  ///   not https or the answer is not a JWK Set
  String keys(URI jwksUri);
}
