package io.spiffeaws.sandbox.workload;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sandbox.spire.SpiffeIds;
import io.spiffeaws.sandbox.spire.TrustDomainKeys;
import io.spiffeaws.spiffe.SpiffeId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Validates a JWT-SVID like SPIRE's agent (`pkg/common/jwtsvid/validate.go`): in the same order
/// and, except for errors of the JSON library, with the same messages.
final class JwtSvidCheck {
  private static final Duration LEEWAY = Duration.ofMinutes(1);
  private static final List<String> ALGORITHMS =
      List.of("ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512");

  private final TrustDomainKeys keys;
  private final Clock clock;

  JwtSvidCheck(TrustDomainKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /// A token is not valid. The message is for the caller.
  static final class Invalid extends Exception {
    private static final long serialVersionUID = 1L;

    Invalid(String text) {
      super(text, null, false, false);
    }
  }

  /// A valid token.
  ///
  /// @param claims all claims of the token
  record Valid(String spiffeId, Json.Obj claims) {}

  Valid check(String token, String audience) throws Invalid {
    var parts = parts(token);
    var header = header(parts.get(0));
    var keyId = header.text("kid").orElse("");
    if (keyId.isEmpty()) {
      throw new Invalid("token header missing key id");
    }
    var claims = claims(parts.get(1));
    var subject = subject(claims);
    var expiry = expiry(claims);
    var fault = SpiffeIds.fault(subject);
    if (fault.isPresent()) {
      throw new Invalid("token has in invalid subject claim: " + fault.get());
    }
    checkKey(keyId, SpiffeId.parse(subject).trustDomain());
    checkSignature(header, parts);
    checkClaims(claims, expiry, audience);
    return new Valid(subject, claims);
  }

  /// Splits a token. Go's base64 decoder ignores line ends, but no other characters.
  private static List<String> parts(String token) throws Invalid {
    var parts = List.of(token.replaceAll("[\r\n]", "").split("\\.", -1));
    if (parts.size() != 3) {
      throw new Invalid(
          "unable to parse JWT token: go-jose/go-jose: compact JWS format must have three parts");
    }
    for (var part : parts) {
      if (!part.matches("[A-Za-z0-9_-]*")) {
        throw new Invalid("unable to parse JWT token: illegal base64 data at input byte 0");
      }
    }
    return parts;
  }

  private static Json.Obj header(String part) throws Invalid {
    var header =
        object(part)
            .orElseThrow(() ->
                new Invalid("unable to parse JWT token: illegal base64 data at input byte 0"));
    var algorithm = header.text("alg").orElse("");
    if (!ALGORITHMS.contains(algorithm)) {
      throw new Invalid(
          "unable to parse JWT token: unexpected signature algorithm \"%s\"; expected [%s]"
              .formatted(
                  algorithm,
                  ALGORITHMS.stream().map(a -> '"' + a + '"').collect(Collectors.joining(" "))));
    }
    return header;
  }

  private static Json.Obj claims(String part) throws Invalid {
    return object(part).orElseThrow(() -> new Invalid("go-jose/go-jose/jwt: invalid claims"));
  }

  private static Optional<Json.Obj> object(String part) {
    try {
      return JsonText.parse(Base64URL.from(part).decodeToString(), "token")
              instanceof Json.Obj object
          ? Optional.of(object)
          : Optional.empty();
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  private static String subject(Json.Obj claims) throws Invalid {
    return claims
        .text("sub")
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> new Invalid("token missing subject claim"));
  }

  private static long expiry(Json.Obj claims) throws Invalid {
    return switch (claims.get("exp").orElse(new Json.Null())) {
      case Json.Num number -> seconds(number);
      case Json.Null() -> throw new Invalid("token missing exp claim");
      default ->
          throw new Invalid("go-jose/go-jose/jwt: expected number value to unmarshal NumericDate");
    };
  }

  private void checkClaims(Json.Obj claims, long expiry, String audience) throws Invalid {
    var now = clock.instant();
    if (!audiences(claims).contains(audience)) {
      throw new Invalid(
          "expected audience in [\"%s\"] (audience=%s)".formatted(audience, quoted(claims)));
    }
    if (now.minus(LEEWAY).getEpochSecond() > expiry) {
      throw new Invalid("token has expired");
    }
    if (claims.get("iat").orElse(null) instanceof Json.Num iat
        && now.plus(LEEWAY).getEpochSecond() < seconds(iat)) {
      throw new Invalid("go-jose/go-jose/jwt: validation field, token issued in the future (iat)");
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

  private void checkSignature(Json.Obj header, List<String> parts) throws Invalid {
    try {
      var algorithm = JWSAlgorithm.parse(keys.jwt().algorithm());
      var signed = (parts.get(0) + "." + parts.get(1)).getBytes(StandardCharsets.US_ASCII);
      if (header.text("alg").equals(Optional.of(algorithm.getName()))
          && verifier().verify(new JWSHeader(algorithm), signed, Base64URL.from(parts.get(2)))) {
        return;
      }
    } catch (JOSEException e) {
      // reported below
    }
    throw new Invalid("go-jose/go-jose: error in cryptographic primitive");
  }

  private JWSVerifier verifier() throws JOSEException {
    return switch (keys.jwt().publicKey()) {
      case ECPublicKey ec -> new ECDSAVerifier(ec);
      case RSAPublicKey rsa -> new RSASSAVerifier(rsa);
      default -> throw new IllegalStateException("unknown key type");
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
