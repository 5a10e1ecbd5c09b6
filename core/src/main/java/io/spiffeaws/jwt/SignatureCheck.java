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

/// Whether one of an issuer's keys signed a token.
public final class SignatureCheck {
  /// What STS verifies (AssumeRoleWithWebIdentity, WebIdentityToken).
  public static final Set<String> STS_ALGORITHMS =
      Set.of("RS256", "RS384", "RS512", "ES256", "ES384", "ES512");

  /// What the check found.
  public enum Verdict {
    /// One of the keys signed it.
    GOOD,
    /// It has no signature, or one of a kind that STS does not take.
    ALGORITHM,
    /// The issuer publishes no key of that name.
    UNKNOWN_KEY,
    /// The key of that name did not sign this content.
    FORGED
  }

  private SignatureCheck() {}

  /// @param keys the issuer's JWKS, as text (RFC 7517, section 5)
  /// @throws ProblemException malformed, where the keys are not a JWKS
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
      return false; // neither a header nor a key that the library rejects can have signed it
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
