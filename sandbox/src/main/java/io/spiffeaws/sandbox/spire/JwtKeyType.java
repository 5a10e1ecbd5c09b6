package io.spiffeaws.sandbox.spire;

/// The type of the key that signs JWT-SVIDs, corresponding to `jwt_key_type` of SPIRE's server.
public enum JwtKeyType {
  /// EC on P-256, which signs ES256.
  EC_P256("ec-p256"),
  /// RSA of 2048 bits, which signs RS256.
  RSA_2048("rsa-2048");

  private final String word;

  JwtKeyType(String word) {
    this.word = word;
  }

  /// Returns the value in SPIRE's configuration.
  public String word() {
    return word;
  }
}
