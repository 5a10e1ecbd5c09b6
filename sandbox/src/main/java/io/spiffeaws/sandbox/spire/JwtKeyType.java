package io.spiffeaws.sandbox.spire;

/// The kind of key that signs JWT-SVIDs, as `jwt_key_type` of SPIRE's server names it.
public enum JwtKeyType {
  /// EC on P-256, which signs ES256.
  EC_P256("ec-p256"),
  /// RSA of 2048 bits, which signs RS256.
  RSA_2048("rsa-2048");

  private final String word;

  JwtKeyType(String word) {
    this.word = word;
  }

  /// The word in SPIRE's configuration.
  public String word() {
    return word;
  }
}
