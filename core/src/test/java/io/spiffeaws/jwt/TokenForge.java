package io.spiffeaws.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.spiffeaws.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Creates signed and unsigned tokens for tests.
public final class TokenForge {
  private final ECKey key;

  public TokenForge(String keyId) {
    try {
      key = new ECKeyGenerator(Curve.P_256).keyID(keyId).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /// Returns the public keys in the form in which an issuer publishes them.
  public String keys() {
    return new JWKSet(key.toPublicJWK()).toString();
  }

  public JwtToken signed(String claims) {
    try {
      var token =
          new JWSObject(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
              new Payload(claims));
      token.sign(new ECDSASigner(key));
      return JwtToken.parse(Secret.of(token.serialize()));
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /// Returns a token with these claims and the signature of another token.
  public JwtToken forged(String claims) {
    var parts = signed("{\"sub\":\"other\"}").text().reveal().split("\\.", -1);
    return JwtToken.parse(Secret.of(parts[0] + "." + base64(claims) + "." + parts[2]));
  }

  public static JwtToken withHeader(String header, String claims) {
    return JwtToken.parse(Secret.of(base64(header) + "." + base64(claims) + ".c2ln"));
  }

  static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
