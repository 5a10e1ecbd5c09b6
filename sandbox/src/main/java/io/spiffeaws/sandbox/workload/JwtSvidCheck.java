package io.spiffeaws.sandbox.workload;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sandbox.spire.TrustDomainKeys;
import io.spiffeaws.spiffe.SpiffeId;
import java.math.BigDecimal;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Checks a JWT-SVID as SPIRE's agent does (`pkg/common/jwtsvid/validate.go`), in its order and,
/// but for what its JSON library says, its words.
final class JwtSvidCheck {
  private static final Duration LEEWAY = Duration.ofMinutes(1);
  private static final Set<String> ALGORITHMS =
      Set.of("RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512");

  private final TrustDomainKeys keys;
  private final Clock clock;

  JwtSvidCheck(TrustDomainKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /// A token that is not valid, with the words for the caller.
  static final class Invalid extends Exception {
    private static final long serialVersionUID = 1L;

    Invalid(String text) {
      super(text, null, false, false);
    }
  }

  /// @param claims the token's, less nothing
  record Valid(String spiffeId, Json.Obj claims) {}

  Valid check(String token, String audience) throws Invalid {
    var parsed = parse(token);
    if (parsed.getHeader().getKeyID() == null || parsed.getHeader().getKeyID().isEmpty()) {
      throw new Invalid("token header missing key id");
    }
    var claims = claims(parsed);
    var subject = claims.text("sub").orElse("");
    if (subject.isEmpty()) {
      throw new Invalid("token missing subject claim");
    }
    if (!(claims.get("exp").orElse(null) instanceof Json.Num exp)) {
      throw new Invalid("token missing exp claim");
    }
    checkKey(parsed.getHeader().getKeyID(), trustDomain(subject));
    checkSignature(parsed);
    var now = clock.instant();
    if (!audiences(claims).contains(audience)) {
      throw new Invalid(
          "expected audience in [\"%s\"] (audience=%s)".formatted(audience, quoted(claims)));
    }
    if (now.minus(LEEWAY).getEpochSecond() > seconds(exp)) {
      throw new Invalid("token has expired");
    }
    if (claims.get("iat").orElse(null) instanceof Json.Num iat
        && now.plus(LEEWAY).getEpochSecond() < seconds(iat)) {
      throw new Invalid("go-jose/go-jose/jwt: validation field, token issued in the future (iat)");
    }
    return new Valid(subject, claims);
  }

  private static JWSObject parse(String token) throws Invalid {
    try {
      var parsed = JWSObject.parse(token);
      if (!ALGORITHMS.contains(parsed.getHeader().getAlgorithm().getName())) {
        throw new Invalid(
            "unable to parse JWT token: go-jose/go-jose: unexpected signature algorithm \""
                + parsed.getHeader().getAlgorithm()
                + "\"");
      }
      return parsed;
    } catch (ParseException e) {
      throw new Invalid(
          "unable to parse JWT token: go-jose/go-jose: compact JWS format must have three parts");
    }
  }

  private static Json.Obj claims(JWSObject token) throws Invalid {
    try {
      if (JsonText.parse(token.getPayload().toString(), "claims") instanceof Json.Obj claims) {
        return claims;
      }
    } catch (ProblemException e) {
      // said below, as for any other payload that is no object
    }
    throw new Invalid("go-jose/go-jose/jwt: invalid claims");
  }

  private static String trustDomain(String subject) throws Invalid {
    try {
      return SpiffeId.parse(subject).trustDomain();
    } catch (ProblemException e) {
      throw new Invalid("token has in invalid subject claim: scheme is missing or invalid");
    }
  }

  private void checkKey(String keyId, String trustDomain) throws Invalid {
    if (!trustDomain.equals(keys.trustDomain())) {
      throw new Invalid("no keys found for trust domain \"" + trustDomain + "\"");
    }
    if (!keyId.equals(keys.jwt().keyId())) {
      throw new Invalid(
          "public key \"" + keyId + "\" not found in trust domain \"" + trustDomain + "\"");
    }
  }

  private void checkSignature(JWSObject token) throws Invalid {
    try {
      if (token.getHeader().getAlgorithm().equals(JWSAlgorithm.parse(keys.jwt().algorithm()))
          && token.verify(verifier())) {
        return;
      }
    } catch (JOSEException e) {
      // said below
    }
    throw new Invalid("go-jose/go-jose: error in cryptographic primitive");
  }

  private JWSVerifier verifier() throws JOSEException {
    return switch (keys.jwt().publicKey()) {
      case ECPublicKey ec -> new ECDSAVerifier(ec);
      case RSAPublicKey rsa -> new RSASSAVerifier(rsa);
      default -> throw new IllegalStateException("a key of no known kind");
    };
  }

  private static List<String> audiences(Json.Obj claims) {
    return switch (claims.get("aud").orElse(Json.of(""))) {
      case Json.Str(var one) -> List.of(one);
      case Json.Arr(var many) ->
          many.stream()
              .flatMap(item -> item instanceof Json.Str(var text) ? List.of(text).stream() : null)
              .toList();
      default -> List.of();
    };
  }

  private static String quoted(Json.Obj claims) {
    return audiences(claims).stream()
        .map(audience -> "\"" + audience + "\"")
        .collect(Collectors.joining(" ", "[", "]"));
  }

  private static long seconds(Json.Num number) throws Invalid {
    try {
      return new BigDecimal(number.digits()).longValue();
    } catch (NumberFormatException e) {
      throw new Invalid("go-jose/go-jose/jwt: invalid claims");
    }
  }
}
