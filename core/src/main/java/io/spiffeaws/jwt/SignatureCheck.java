package io.spiffeaws.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import java.security.Key;
import java.text.ParseException;
import java.util.List;
import java.util.Set;

/// Checks whether one of an issuer's keys signed a token.
public final class SignatureCheck {
  /// The signature algorithms that STS supports (AssumeRoleWithWebIdentity, WebIdentityToken).
  public static final Set<String> STS_ALGORITHMS =
      Set.of("RS256", "RS384", "RS512", "ES256", "ES384", "ES512");

  /// The result of the check.
  public enum Verdict {
    /// One of the keys signed the token.
    GOOD,
    /// The token is not signed, or STS does not support its algorithm.
    ALGORITHM,
    /// The issuer publishes no key with this key ID.
    UNKNOWN_KEY,
    /// The key with this key ID did not sign this content.
    FORGED
  }

  private SignatureCheck() {}

  /// Checks a token's signature.
  ///
  /// @param keys the issuer's JWKS, as text (RFC 7517, section 5)
  /// @throws ProblemException malformed, if the keys are not a JWKS
  public static Verdict check(JwtToken token, String keys) {
    if (!STS_ALGORITHMS.contains(token.algorithm())) {
      return Verdict.ALGORITHM;
    }
    var candidates =
        read(keys).stream()
            .filter(key -> token.keyId().isEmpty() || token.keyId().get().equals(key.getKeyID()))
            .toList();
    if (candidates.isEmpty()) {
      return Verdict.UNKNOWN_KEY;
    }
    return candidates.stream().anyMatch(key -> signed(token, key)) ? Verdict.GOOD : Verdict.FORGED;
  }

  private static List<JWK> read(String keys) {
    try {
      return JWKSet.parse(JsonText.compact(JsonText.parse(keys, "the keys"))).getKeys();
    } catch (ParseException | RuntimeException e) {
      throw ProblemException.malformed(
          "malformed-jwks", "the issuer's keys are not a JSON Web Key Set", "");
    }
  }

  private static boolean signed(JwtToken token, JWK key) {
    try {
      var signed = JWSObject.parse(token.text().reveal());
      return signed.verify(
          new DefaultJWSVerifierFactory().createJWSVerifier(signed.getHeader(), publicKey(key)));
    } catch (ParseException | JOSEException | RuntimeException e) {
      return false; // a header or a key that the library rejects cannot belong to a valid signature
    }
  }

  private static Key publicKey(JWK key) throws JOSEException {
    return switch (key) {
      case RSAKey rsa -> rsa.toPublicKey();
      case ECKey ec -> ec.toPublicKey();
      default -> throw new JOSEException("neither RSA nor EC");
    };
  }
}
