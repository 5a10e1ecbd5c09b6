package io.spiffeaws.sandbox.aws.sts;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A well-formed token. Nothing in it is verified.
///
/// @param audiences one, or several with an authorized party
record WebIdentityToken(
    JWSObject jws, Json.Obj claims, String issuer, String subject, List<String> audiences) {
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  /// Parses a token.
  ///
  /// @throws AwsError InvalidIdentityToken if it is not a JWT, if STS does not support its
  ///   signature algorithm, or if a required claim is missing
  static WebIdentityToken read(String text) {
    var jws = jws(text);
    if (!(payload(jws) instanceof Json.Obj claims)) {
      throw StsErrors.notAToken();
    }
    var token =
        new WebIdentityToken(
            jws, claims, claim(claims, "iss"), claim(claims, "sub"), audiences(claims));
    for (var date : List.of("exp", "iat")) {
      if (token.seconds(date).isEmpty()) {
        throw StsErrors.missingClaim(date);
      }
    }
    return token;
  }

  /// Returns a numeric date: whole seconds, written without fraction and exponent.
  ///
  /// @throws AwsError InvalidIdentityToken if the claim has another form
  Optional<Long> seconds(String claim) {
    return claims.get(claim).map(WebIdentityToken::seconds);
  }

  Optional<String> authorizedParty() {
    return claims.text("azp").filter(text -> !text.isEmpty());
  }

  /// Returns the value for the audience condition: the authorized party if present, otherwise the
  /// audience.
  ///
  /// @throws AwsError InvalidIdentityToken if there are several audiences and no authorized party
  String audience() {
    if (authorizedParty().isEmpty() && audiences.size() > 1) {
      throw StsErrors.invalidToken(
          "Token audience contains more than one audience while authorized party is not present");
    }
    return authorizedParty().orElseGet(audiences::getFirst);
  }

  private static JWSObject jws(String text) {
    var jws = parsed(text);
    if (!ALGORITHMS.contains(jws.getHeader().getAlgorithm())) {
      throw StsErrors.notAToken();
    }
    return jws;
  }

  private static JWSObject parsed(String text) {
    try {
      return JWSObject.parse(text);
    } catch (ParseException | RuntimeException e) { // a NullPointerException for the header null
      throw StsErrors.notAToken();
    }
  }

  private static Json payload(JWSObject jws) {
    try {
      return JsonText.parse(jws.getPayload().toString(), "claims");
    } catch (ProblemException e) {
      throw StsErrors.notAToken();
    }
  }

  private static String claim(Json.Obj claims, String name) {
    return claims
        .text(name)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> StsErrors.missingClaim(name));
  }

  private static List<String> audiences(Json.Obj claims) {
    var audiences = new ArrayList<String>();
    switch (claims.get("aud").orElse(new Json.Null())) {
      case Json.Str(var text) -> audiences.add(text);
      case Json.Arr(var items) ->
          items.forEach(item -> {
            if (item instanceof Json.Str(var text)) {
              audiences.add(text);
            }
          });
      default -> {}
    }
    audiences.removeIf(String::isEmpty);
    if (audiences.isEmpty()) {
      throw StsErrors.missingClaim("aud");
    }
    return audiences;
  }

  private static long seconds(Json value) {
    try {
      if (value instanceof Json.Num(var digits)) {
        return Long.parseLong(digits);
      }
    } catch (NumberFormatException notWhole) {
      throw StsErrors.notAToken();
    }
    throw StsErrors.notAToken();
  }
}
