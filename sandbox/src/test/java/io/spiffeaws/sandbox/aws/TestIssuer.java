package io.spiffeaws.sandbox.aws;

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
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.oidc.Discovery;
import io.spiffeaws.oidc.IssuerCertificates;
import io.spiffeaws.oidc.IssuerDocuments;
import io.spiffeaws.problem.ProblemException;
import java.net.URI;

/// An issuer with one key, which can be made unreachable.
final class TestIssuer implements IssuerDocuments, IssuerCertificates {
  static final String THUMBPRINT = "00112233445566778899aabbccddeeff00112233";
  static final String URL = "https://oidc.example.org";

  private final ECKey key = key("key-1");
  private volatile boolean reachable = true;
  private volatile String published = new JWKSet(key.toPublicJWK()).toString();

  static ECKey key(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Discovery discovery(String issuer) {
    if (!reachable || issuer.contains("unreachable")) {
      throw ProblemException.unreachable("issuer-unreachable", "no answer", "");
    }
    return new Discovery(issuer, URI.create(issuer + "/keys"), Json.object());
  }

  @Override
  public String thumbprint(URI jwksUri) {
    return THUMBPRINT;
  }

  @Override
  public String keys(URI jwksUri) {
    return published;
  }

  void reachable(boolean now) {
    reachable = now;
  }

  void publish(String jwks) {
    published = jwks;
  }

  String sign(Json claims) {
    return sign(claims, key, "key-1");
  }

  static String sign(Json claims, ECKey key, String keyId) {
    try {
      var jws =
          new JWSObject(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(keyId).build(),
              new Payload(JsonText.compact(claims)));
      jws.sign(new ECDSASigner(key));
      return jws.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
