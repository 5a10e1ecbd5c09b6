package io.spiffeaws.sandbox.aws.sts;

import io.spiffeaws.fuzz.FuzzSamples;
import io.spiffeaws.fuzz.Target;
import io.spiffeaws.sandbox.fuzz.RequestTarget;
import java.util.List;

/// The parsers of this package.
public final class TokenTargets {
  private static final String HEADER = "{\"alg\":\"ES256\",\"kid\":\"1\"}";
  private static final String CLAIMS =
      "{\"sub\":\"spiffe://example.org/a\",\"aud\":[\"sts.amazonaws.com\"],"
          + "\"iss\":\"https://oidc.example.org\",\"exp\":1795453889,\"iat\":1795453589}";

  private TokenTargets() {}

  public static List<Target> all() {
    return List.of(
        RequestTarget.json("claims of a request", text -> read(token(HEADER, text)), CLAIMS),
        RequestTarget.json("token header of a request", text -> read(token(text, CLAIMS)), HEADER),
        RequestTarget.text("token of a request", TokenTargets::read, token(HEADER, CLAIMS)));
  }

  private static void read(String text) {
    WebIdentityToken.read(text).audience();
  }

  private static String token(String header, String claims) {
    return FuzzSamples.base64url(header) + "." + FuzzSamples.base64url(claims) + ".AA";
  }
}
