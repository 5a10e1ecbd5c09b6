package io.spiffeaws.jwt;

import com.nimbusds.jose.util.Base64URL;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.text.Utf8;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A JSON Web Token, parsed but not verified (RFC 7519; RFC 7515, section 7.1).
///
/// @param text the compact serialization
/// @param header the header as the issuer wrote it
/// @param claims the claims as the issuer wrote them
public record JwtToken(Secret text, Json.Obj header, Json.Obj claims) {
  /// The maximum length in characters that STS accepts (AssumeRoleWithWebIdentity,
  /// WebIdentityToken).
  public static final int LONGEST = 20_000;

  /// Parses a token. Surrounding white space is removed, since files end with a newline.
  ///
  /// @throws ProblemException malformed, with the reason, but never with the token's text
  public static JwtToken parse(Secret text) {
    var compact = text.reveal().strip();
    checkForm(compact);
    var parts = compact.split("\\.", -1);
    return new JwtToken(Secret.of(compact), header(parts[0]), object(parts[1], "payload"));
  }

  /// Returns the signature algorithm, for example `RS256`, or `none` if the token is not signed.
  public String algorithm() {
    return header.text("alg").orElse("none");
  }

  /// Returns the ID of the issuer's key that signed the token.
  public Optional<String> keyId() {
    return header.text("kid");
  }

  public Optional<String> issuer() {
    return claims.text("iss");
  }

  public Optional<String> subject() {
    return claims.text("sub");
  }

  /// Returns the audiences: the `aud` claim, which is a string or an array of strings.
  public List<String> audiences() {
    return switch (claims.get("aud").orElse(new Json.Null())) {
      case Json.Str(var one) -> List.of(one);
      case Json.Arr(var several) ->
          several.stream()
              .flatMap(
                  item -> item instanceof Json.Str(var text) ? Optional.of(text).stream() : null)
              .toList();
      default -> List.of();
    };
  }

  /// Returns when the token expires, or empty if `exp` is missing or not a time.
  public Optional<Instant> expiresAt() {
    return time("exp");
  }

  /// Returns a claim that is a time in seconds since 1970 (NumericDate), rounded down to seconds,
  /// or empty if it is missing or not a time.
  public Optional<Instant> time(String claim) {
    if (!(claims.get(claim).orElse(new Json.Null()) instanceof Json.Num(var digits))) {
      return Optional.empty();
    }
    try {
      var seconds = Double.parseDouble(digits);
      return Math.abs(seconds) > 1e11
          ? Optional.empty()
          : Optional.of(Instant.ofEpochSecond((long) Math.floor(seconds)));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static void checkForm(String compact) {
    if (compact.isEmpty()) {
      throw malformed("it is empty");
    }
    if (compact.length() > LONGEST) {
      throw malformed("it has more than " + LONGEST + " characters, the limit of AWS STS");
    }
    var dots = compact.chars().filter(c -> c == '.').count();
    if (dots != 2) {
      throw malformed("it has " + (dots + 1) + (dots == 0 ? " part" : " parts") + ", expected 3");
    }
    if (compact.chars().anyMatch(c -> c != '.' && !base64url(c))) {
      throw malformed("it contains characters that are not base64url");
    }
  }

  private static boolean base64url(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  private static Json.Obj header(String base64url) {
    Json.Obj header;
    try {
      header = object(base64url, "header");
    } catch (ProblemException e) {
      throw noHeader();
    }
    if (header.text("alg").isEmpty()) {
      throw noHeader();
    }
    if (header.get("enc").isPresent()) {
      throw malformed("it is encrypted; AWS accepts only signed tokens");
    }
    return header;
  }

  private static ProblemException noHeader() {
    return malformed("its header is not a JWT header");
  }

  /// Parses a part of the token. The library's own header parser is not used, since it fails on
  /// `null` with an undeclared exception.
  private static Json.Obj object(String base64url, String part) {
    try {
      var json = Utf8.decode(new Base64URL(base64url).decode());
      if (JsonText.parse(json, part) instanceof Json.Obj object) {
        return object;
      }
    } catch (ProblemException | CharacterCodingException e) {
      throw malformed("its " + part + " is not JSON; the token may be truncated");
    }
    throw malformed("its " + part + " is not a JSON object");
  }

  private static ProblemException malformed(String why) {
    return ProblemException.malformed(
        TokenText.MALFORMED,
        "the token is not a JSON Web Token: " + why,
        "to fetch a JWT-SVID, run: spiffe-aws jwt fetch");
  }
}
