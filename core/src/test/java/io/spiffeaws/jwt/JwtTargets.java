package io.spiffeaws.jwt;

import io.spiffeaws.fuzz.FuzzSamples;
import io.spiffeaws.fuzz.Target;
import io.spiffeaws.secret.Secret;
import java.util.List;

/// The parsers of this package.
public final class JwtTargets {
  private static final String HEADER = "{\"alg\":\"ES256\",\"kid\":\"1\",\"typ\":\"JWT\"}";
  private static final String CLAIMS =
      "{\"sub\":\"spiffe://example.org/a\",\"aud\":[\"sts.amazonaws.com\"],"
          + "\"iss\":\"https://oidc.example.org\",\"exp\":1795453889,\"iat\":1.795453589E9}";
  private static final String SIGNATURE = "." + "A".repeat(86);

  private JwtTargets() {}

  public static List<Target> all() {
    return List.of(
        Target.text("JWT", text -> read(text), token(HEADER, CLAIMS)),
        Target.json("JWT header", text -> read(token(text, CLAIMS)), HEADER),
        Target.json("JWT claims", text -> read(token(HEADER, text)), CLAIMS),
        Target.json(
            "JWKS of a signature",
            text -> SignatureCheck.check(JwtToken.parse(Secret.of(token(HEADER, CLAIMS))), text),
            FuzzSamples.JWKS));
  }

  private static void read(String text) {
    var token = JwtToken.parse(Secret.of(text));
    token.algorithm();
    token.keyId();
    token.issuer();
    token.subject();
    token.audiences();
    token.expiresAt();
    SignatureCheck.check(token, FuzzSamples.JWKS);
  }

  private static String token(String header, String claims) {
    return FuzzSamples.base64url(header) + "." + FuzzSamples.base64url(claims) + SIGNATURE;
  }
}
