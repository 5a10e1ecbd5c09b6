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

/// A JSON Web Token, read and not verified (RFC 7519; RFC 7515, section 7.1).
///
/// @param text the compact serialization
/// @param header the header as its issuer wrote it
/// @param claims the claims as their issuer wrote them
public record JwtToken(Secret text, Json.Obj header, Json.Obj claims) {
  /// What STS takes at most (AssumeRoleWithWebIdentity, WebIdentityToken).
  public static final int LONGEST = 20_000;

  /// Reads a token. White space around it is dropped, as files end in a newline.
  ///
  /// @throws ProblemException malformed, saying what keeps it from being a token; never with its
  ///   text
  public static JwtToken parse(Secret text) {
    var compact = text.reveal().strip();
    checkForm(compact);
    var parts = compact.split("\\.", -1);
    return new JwtToken(Secret.of(compact), header(parts[0]), object(parts[1], "payload"));
  }

  /// How it is signed, `RS256`; `none` where it is not.
  public String algorithm() {
    return header.text("alg").orElse("none");
  }

  /// Which of its issuer's keys signed it.
  public Optional<String> keyId() {
    return header.text("kid");
  }

  public Optional<String> issuer() {
    return claims.text("iss");
  }

  public Optional<String> subject() {
    return claims.text("sub");
  }

  /// Whom it is for: the `aud` claim, a string or an array of them.
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

  /// Until when it is good; empty where it says nothing that is a time.
  public Optional<Instant> expiresAt() {
    return time("exp");
  }

  /// A claim that is a time in seconds since 1970 (NumericDate), a part of a second dropped.
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
      throw malformed("it has more than " + LONGEST + " characters, which no AWS service takes");
    }
    var dots = compact.chars().filter(c -> c == '.').count();
    if (dots != 2) {
      throw malformed(
          "it has " + (dots + 1) + (dots == 0 ? " part" : " parts") + ", and a signed token has 3");
    }
    if (compact.chars().anyMatch(c -> c != '.' && !base64url(c))) {
      throw malformed("it holds characters that base64url does not have");
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
      throw malformed("it is encrypted, and AWS takes signed ones");
    }
    return header;
  }

  private static ProblemException noHeader() {
    return malformed("its header is not one of a JSON Web Token");
  }

  /// The library's own parser of headers fails on `null` with an exception that it does not
  /// declare.
  private static Json.Obj object(String base64url, String part) {
    try {
      var json = Utf8.decode(new Base64URL(base64url).decode());
      if (JsonText.parse(json, part) instanceof Json.Obj object) {
        return object;
      }
    } catch (ProblemException | CharacterCodingException e) {
      throw malformed("its " + part + " is not JSON; it may have been cut short");
    }
    throw malformed("its " + part + " is not a JSON object");
  }

  private static ProblemException malformed(String why) {
    return ProblemException.malformed(
        "malformed-token",
        "the token is not a JSON Web Token: " + why,
        "a JWT-SVID to try with: spiffe-aws jwt fetch");
  }
}
