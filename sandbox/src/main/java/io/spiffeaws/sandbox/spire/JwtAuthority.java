package io.spiffeaws.sandbox.spire;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.sandbox.tls.CertificateAuthority;
import io.spiffeaws.secret.Secret;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Instant;

/// The key that signs the trust domain's JWT-SVIDs. Thread-safe.
public final class JwtAuthority {
  private static final String KEY_ID_ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int KEY_ID_LENGTH = 32;

  private final KeyPair keys;
  private final JWSAlgorithm algorithm;
  private final String keyId;
  private final Instant expires;
  private final JWSSigner signer;

  private JwtAuthority(KeyPair keys, JWSAlgorithm algorithm, JWSSigner signer, Instant expires) {
    this.keys = keys;
    this.algorithm = algorithm;
    this.signer = signer;
    this.expires = expires;
    this.keyId = newKeyId();
  }

  /// Creates a new key.
  ///
  /// @param expires time at which the key expires; no token is valid longer
  static JwtAuthority create(JwtKeyType type, Instant expires) {
    try {
      return switch (type) {
        case EC_P256 -> {
          var keys = CertificateAuthority.newKeys();
          yield new JwtAuthority(
              keys, JWSAlgorithm.ES256, new ECDSASigner((ECPrivateKey) keys.getPrivate()), expires);
        }
        case RSA_2048 -> {
          var generator = KeyPairGenerator.getInstance("RSA");
          generator.initialize(2048);
          var keys = generator.generateKeyPair();
          yield new JwtAuthority(
              keys, JWSAlgorithm.RS256, new RSASSASigner(keys.getPrivate()), expires);
        }
      };
    } catch (JOSEException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK cannot sign tokens", e);
    }
  }

  /// Signs claims as a compact JWS with SPIRE's header: `alg`, `kid`, `typ`, in this order.
  public Secret sign(Json.Obj claims) {
    try {
      var header =
          Json.object()
              .with("alg", Json.of(algorithm()))
              .with("kid", Json.of(keyId))
              .with("typ", Json.of("JWT"));
      var token =
          new JWSObject(
              JWSHeader.parse(Base64URL.encode(JsonText.compact(header))),
              new Payload(JsonText.compact(claims)));
      token.sign(signer);
      return Secret.of(token.serialize());
    } catch (JOSEException | ParseException e) {
      throw new IllegalStateException("the JDK cannot sign a token", e);
    }
  }

  /// Returns the `kid`.
  public String keyId() {
    return keyId;
  }

  /// Returns `ES256` or `RS256`.
  public String algorithm() {
    return algorithm.getName();
  }

  public PublicKey publicKey() {
    return keys.getPublic();
  }

  /// Returns the time at which the key expires.
  public Instant expires() {
    return expires;
  }

  /// Returns the public key as a JWK: `kty`, `kid` and the members of the key type, in SPIRE's
  /// order.
  ///
  /// @param withAlgorithm whether to include `alg`: true for the OIDC provider's document, false
  ///   for the bundle
  public Json.Obj jwk(boolean withAlgorithm) {
    return switch (keys.getPublic()) {
      case ECPublicKey ec -> {
        var key = new ECKey.Builder(Curve.P_256, ec).build();
        yield named("EC", withAlgorithm)
            .with("crv", Json.of("P-256"))
            .with("x", Json.of(key.getX().toString()))
            .with("y", Json.of(key.getY().toString()));
      }
      case RSAPublicKey rsa -> {
        var key = new RSAKey.Builder(rsa).build();
        yield named("RSA", withAlgorithm)
            .with("n", Json.of(key.getModulus().toString()))
            .with("e", Json.of(key.getPublicExponent().toString()));
      }
      default -> throw new IllegalStateException("unknown key type");
    };
  }

  private Json.Obj named(String keyType, boolean withAlgorithm) {
    var jwk = Json.object().with("kty", Json.of(keyType)).with("kid", Json.of(keyId));
    return withAlgorithm ? jwk.with("alg", Json.of(algorithm.getName())) : jwk;
  }

  private static String newKeyId() {
    var random = new SecureRandom();
    return random
        .ints(KEY_ID_LENGTH, 0, KEY_ID_ALPHABET.length())
        .mapToObj(i -> KEY_ID_ALPHABET.substring(i, i + 1))
        .collect(java.util.stream.Collectors.joining());
  }
}
