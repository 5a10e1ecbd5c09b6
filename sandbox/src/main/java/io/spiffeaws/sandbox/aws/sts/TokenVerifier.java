package io.spiffeaws.sandbox.aws.sts;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.RSAKey;
import io.spiffeaws.oidc.IssuerCertificates;
import io.spiffeaws.oidc.IssuerDocuments;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sandbox.aws.account.Account;
import io.spiffeaws.sandbox.aws.account.OidcProvider;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;

/// Verifies tokens in the same order as STS: provider, audience, signature, time.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc.html
record TokenVerifier(
    Account account, IssuerDocuments issuers, IssuerCertificates certificates, Clock clock) {
  private static final Duration GRACE = Duration.ofMinutes(5);
  private static final int MOST_KEYS = 100;

  /// Verifies a token.
  ///
  /// @param roleAccount the account of the role, which must contain the provider
  /// @return the OIDC provider of the token's issuer
  /// @throws AwsError InvalidIdentityToken or ExpiredTokenException
  OidcProvider verify(WebIdentityToken token, String roleAccount) {
    var provider =
        account.providers().stream()
            .filter(candidate -> roleAccount.equals(account.number()))
            .filter(candidate -> candidate.issuer().equals(token.issuer()))
            .findFirst()
            .orElseThrow(() ->
                StsErrors.invalidToken(
                    "No OpenIDConnect provider found in your account for " + token.issuer()));
    if (!provider.clientIds().contains(token.audience())) {
      throw StsErrors.invalidToken("Incorrect token audience");
    }
    verifySignature(token, provider);
    verifyTime(token);
    return provider;
  }

  private void verifySignature(WebIdentityToken token, OidcProvider provider) {
    var keyId = token.jws().getHeader().getKeyID();
    var key = keyId == null ? null : keys(provider).getKeyByKeyId(keyId);
    if (key == null) {
      throw StsErrors.noKey();
    }
    var algorithm = token.jws().getHeader().getAlgorithm();
    try {
      if ((key.getAlgorithm() != null && !key.getAlgorithm().equals(algorithm))
          || !token.jws().verify(verifier(key))) {
        throw StsErrors.notValidated();
      }
    } catch (JOSEException wrongKindOfKey) {
      throw StsErrors.notValidated();
    }
  }

  private static JWSVerifier verifier(JWK key) throws JOSEException {
    return switch (key) {
      case RSAKey rsa -> new RSASSAVerifier(rsa.toRSAPublicKey());
      case ECKey ec -> new ECDSAVerifier(ec.toECPublicKey());
      default -> throw StsErrors.notValidated();
    };
  }

  /// Returns the issuer's keys. The issuer's certificate is from a private CA, so the provider must
  /// have its thumbprint.
  private JWKSet keys(OidcProvider provider) {
    try {
      var place = issuers.discovery(provider.issuer()).jwksUri();
      if (!provider.thumbprints().contains(certificates.thumbprint(place))) {
        throw StsErrors.otherThumbprint();
      }
      var keys = JWKSet.parse(issuers.keys(place));
      if (count(keys, KeyType.RSA) > MOST_KEYS || count(keys, KeyType.EC) > MOST_KEYS) {
        throw StsErrors.noKey();
      }
      return keys;
    } catch (ProblemException | ParseException e) {
      throw StsErrors.noKey();
    }
  }

  private static long count(JWKSet keys, KeyType type) {
    return keys.getKeys().stream().filter(key -> type.equals(key.getKeyType())).count();
  }

  private void verifyTime(WebIdentityToken token) {
    long now = clock.instant().getEpochSecond();
    long expiry = token.seconds("exp").orElseThrow();
    if (now - GRACE.toSeconds() >= expiry) {
      throw StsErrors.expired(now, expiry);
    }
    boolean early =
        token.seconds("iat").orElseThrow() > now + GRACE.toSeconds()
            || token.seconds("nbf").orElse(now) > now + GRACE.toSeconds();
    if (early) {
      throw StsErrors.notValidated();
    }
  }
}
