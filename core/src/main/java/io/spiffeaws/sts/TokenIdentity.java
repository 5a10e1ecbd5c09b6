package io.spiffeaws.sts;

import io.spiffeaws.json.Json;
import io.spiffeaws.jwt.JwtToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The identity in a token.
///
/// @param jwt the token
public record TokenIdentity(JwtToken jwt) implements CallerIdentity {
  /// Claims of a token from which STS sets the tags and the source identity of a session.
  private static final List<String> CLAIMS =
      List.of("https://aws.amazon.com/tags", "https://aws.amazon.com/source_identity");

  @Override
  public Optional<String> subject() {
    return jwt.subject();
  }

  @Override
  public Json.Obj parts() {
    return Json.object()
        .with("subject", text(jwt.subject()))
        .with("issuer", text(jwt.issuer()))
        .with("audience", Json.strings(jwt.audiences()))
        .with("session_claims", sessionClaims());
  }

  /// Empty: a token is valid for minutes, and only proves the identity at the time of the exchange.
  @Override
  public Optional<Instant> expires() {
    return Optional.empty();
  }

  @Override
  public String service() {
    return "sts";
  }

  @Override
  public Optional<JwtToken> token() {
    return Optional.of(jwt);
  }

  private Json.Obj sessionClaims() {
    var claims = Json.object();
    for (var name : CLAIMS) {
      var claim = jwt.claims().get(name);
      if (claim.isPresent()) {
        claims = claims.with(name, claim.get());
      }
    }
    return claims;
  }

  private static Json text(Optional<String> text) {
    return text.<Json>map(Json::of).orElseGet(Json.Null::new);
  }
}
