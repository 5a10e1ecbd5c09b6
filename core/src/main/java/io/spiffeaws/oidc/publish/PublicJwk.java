package io.spiffeaws.oidc.publish;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import io.spiffeaws.json.Json;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spire.JwtAuthority;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/// Converts a SPIRE server's key for JWT-SVIDs to a JSON Web Key (RFC 7517), with the members that
/// SPIRE's own discovery provider writes.
final class PublicJwk {
  private PublicJwk() {}

  /// Returns the JWK of a key, or empty if AWS does not support its type.
  static Optional<Json.Obj> find(JwtAuthority authority) {
    try {
      return Optional.of(of(authority));
    } catch (ProblemException unusable) {
      return Optional.empty();
    }
  }

  /// Returns the JWK of a key.
  ///
  /// @throws ProblemException malformed, if AWS does not support its type
  static Json.Obj of(JwtAuthority authority) {
    var key = publicKey(authority);
    try {
      return switch (key) {
        case RSAPublicKey rsa -> rsa(new RSAKey.Builder(rsa).build(), authority.keyId());
        case ECPublicKey ec -> ec(ec, authority);
        default -> throw unusable(authority);
      };
    } catch (IllegalArgumentException | IllegalStateException e) {
      // AWS cannot use a key that the library rejects
      throw unusable(authority);
    }
  }

  private static Json.Obj rsa(RSAKey key, String kid) {
    return head("RSA", kid)
        .with("alg", Json.of("RS256"))
        .with("n", Json.of(key.getModulus().toString()))
        .with("e", Json.of(key.getPublicExponent().toString()));
  }

  private static Json.Obj ec(ECPublicKey ec, JwtAuthority authority) {
    var curve = Curve.forECParameterSpec(ec.getParams());
    var algorithm = Curve.P_256.equals(curve) ? "ES256" : Curve.P_384.equals(curve) ? "ES384" : "";
    if (algorithm.isEmpty()) {
      throw unusable(authority);
    }
    var key = new ECKey.Builder(curve, ec).build();
    return head("EC", authority.keyId())
        .with("crv", Json.of(curve.getName()))
        .with("alg", Json.of(algorithm))
        .with("x", Json.of(key.getX().toString()))
        .with("y", Json.of(key.getY().toString()));
  }

  private static Json.Obj head(String type, String kid) {
    return Json.object()
        .with("use", Json.of("sig"))
        .with("kty", Json.of(type))
        .with("kid", Json.of(kid));
  }

  private static PublicKey publicKey(JwtAuthority authority) {
    return read(authority, "EC")
        .or(() -> read(authority, "RSA"))
        .orElseThrow(() -> unusable(authority));
  }

  private static Optional<PublicKey> read(JwtAuthority authority, String type) {
    try {
      var der = Base64.getDecoder().decode(authority.publicKey());
      return Optional.of(KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(der)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static ProblemException unusable(JwtAuthority authority) {
    return ProblemException.malformed(
        "unusable-key",
        "key %s of the SPIRE server has a type that AWS does not support"
            .formatted(authority.keyId()),
        "set jwt_key_type = \"rsa-2048\" or \"ec-p256\" on the SPIRE server");
  }
}
