package io.spiffeaws.trust.policy;

import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.trust.issuer.Claim;
import io.spiffeaws.trust.issuer.TokenClaims;
import java.util.Optional;

/// The identity of a token presented to STS, against which a trust policy is evaluated.
///
/// @param providerArn ARN of the OIDC provider of the token's issuer
/// @param issuerHostPath the issuer without `https://`, the prefix of its condition keys
/// @param sub the token's subject
/// @param aud the token's audience
/// @param claims the known part of the token's other claims
public record WebIdentity(
    String providerArn, String issuerHostPath, String sub, String aud, TokenClaims claims) {

  /// An identity of which only issuer, subject and audience are known.
  public WebIdentity(String providerArn, String issuerHostPath, String sub, String aud) {
    this(providerArn, issuerHostPath, sub, aud, TokenClaims.of(issuerHostPath, sub, aud));
  }

  /// The identity of a token with an audience. STS compares the authorized party with the audience
  /// condition if the token has one (IAM User Guide, "Available keys for AWS OIDC federation").
  ///
  /// @param providerArn ARN of the provider of the token's issuer
  public static WebIdentity of(String providerArn, JwtToken token) {
    var hostPath = hostPath(token);
    return new WebIdentity(
        providerArn,
        hostPath,
        token.subject().orElse(""),
        token.claims().text("azp").orElseGet(() -> token.audiences().getFirst()),
        TokenClaims.read(hostPath, token.claims()));
  }

  /// The token's issuer without its scheme; empty if it has none.
  public static String hostPath(JwtToken token) {
    return token.issuer().orElse("").replaceFirst("^https://", "");
  }

  String subKey() {
    return issuerHostPath + ":sub";
  }

  String audKey() {
    return issuerHostPath + ":aud";
  }

  /// The claim behind a condition key. A token provides only the keys of its own issuer.
  Claim claim(String key) {
    return claimName(key).map(claims::find).orElseGet(Claim.Absent::new);
  }

  /// The key without the issuer's prefix; empty if it is the key of another issuer.
  Optional<String> claimName(String key) {
    var prefix = issuerHostPath + ":";
    return key.regionMatches(true, 0, prefix, 0, prefix.length())
        ? Optional.of(key.substring(prefix.length()))
        : Optional.empty();
  }
}
