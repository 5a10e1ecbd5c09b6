package io.spiffeaws.aws.operator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.spiffeaws.aws.AwsKeys;
import io.spiffeaws.aws.ExpiringKeys;
import io.spiffeaws.aws.operator.CredentialSource.Login;
import io.spiffeaws.aws.operator.SignInService.Target;
import io.spiffeaws.json.Json;
import io.spiffeaws.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Credentials of `aws login`, from the token that it stores in `~/.aws/login/cache`. The token is
/// renewed as the aws CLI does (AWS Sign-In API, CreateOAuth2Token, with a proof of possession by
/// RFC 9449).
final class LoginSessions {
  static final String COMMAND = "login";
  private static final Duration SOON = Duration.ofMinutes(5);
  private static final String DEFAULT_REGION = "us-east-1";

  private final Path cache;
  private final SignInService service;
  private final Clock clock;

  /// @param cache `~/.aws/login/cache`, or `AWS_LOGIN_CACHE_DIRECTORY`
  LoginSessions(Path cache, SignInService service, Clock clock) {
    this.cache = cache;
    this.service = service;
    this.clock = clock;
  }

  /// Returns the credentials of a sign-in.
  ///
  /// @param region for a profile without one
  /// @throws io.spiffeaws.problem.ProblemException refused, if the user is not signed in or the
  ///   session has expired; unreachable, if the service does not respond
  ExpiringKeys credentials(Login login, Optional<String> region) {
    var file = TokenCacheFile.of(cache, "SHA-256", login.session().strip());
    var cached = file.read().orElseThrow(() -> SignInProblems.missing(login.profile(), COMMAND));
    var keys = keys(cached);
    if (keys.isPresent() && isSuccess(keys.get())) {
      return keys.get();
    }
    var used = login.region().or(() -> region).orElse(DEFAULT_REGION);
    var renewed = renewed(login, used, cached);
    file.write(renewed);
    return keys(renewed).orElseThrow(() -> SignInProblems.expired(login.profile(), COMMAND));
  }

  private boolean isSuccess(ExpiringKeys keys) {
    return keys.expires().filter(end -> clock.instant().plus(SOON).isBefore(end)).isPresent();
  }

  /// Returns the credentials of a token; empty if they are not complete.
  static Optional<ExpiringKeys> keys(Json.Obj token) {
    if (!(token.get("accessToken").orElse(null) instanceof Json.Obj keys)
        || keys.text("accessKeyId").isEmpty()
        || keys.text("secretAccessKey").isEmpty()
        || keys.text("sessionToken").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ExpiringKeys(
            new AwsKeys(
                keys.text("accessKeyId").orElseThrow(),
                Secret.of(keys.text("secretAccessKey").orElseThrow()),
                keys.text("sessionToken").map(Secret::of)),
            Optional.of(TokenCacheFile.time(keys, "expiresAt").orElse(Instant.EPOCH))));
  }

  private Json.Obj renewed(Login login, String region, Json.Obj cached) {
    var key = cached.text("dpopKey").flatMap(P256KeyPem::parse);
    if (key.isEmpty()
        || cached.text("refreshToken").isEmpty()
        || cached.text("clientId").isEmpty()) {
      throw SignInProblems.expired(login.profile(), COMMAND);
    }
    var body =
        Json.object()
            .with("clientId", cached.get("clientId").orElseThrow())
            .with("grantType", Json.of("refresh_token"))
            .with("refreshToken", cached.get("refreshToken").orElseThrow());
    var answer =
        service.call(
            Target.SIGN_IN,
            region,
            "/v1/token",
            "CreateOAuth2Token",
            (json, address) -> json.post(address, Map.of("DPoP", proof(key.get(), address)), body));
    if (answer.status() == 400 || answer.status() == 401 || answer.status() == 403) {
      throw SignInProblems.expired(login.profile(), COMMAND);
    }
    if (!answer.isSuccess() || !hasSession(answer.body())) {
      throw SignInProblems.answer(Target.SIGN_IN.name(), answer);
    }
    return merged(cached, answer.body());
  }

  /// Whether a response has a new session: the page of a proxy has none.
  private static boolean hasSession(Json.Obj answer) {
    return answer.get("accessToken").orElse(null) instanceof Json.Obj
        && answer.get("expiresIn").orElse(null) instanceof Json.Num;
  }

  /// Returns the cached token with the values of the renewed one.
  Json.Obj merged(Json.Obj cached, Json.Obj answer) {
    var renewed = cached;
    if (answer.get("accessToken").orElse(null) instanceof Json.Obj keys
        && answer.get("expiresIn").orElse(null) instanceof Json.Num(var seconds)
        && seconds.matches("\\d{1,9}")) {
      var expires = clock.instant().plusSeconds(Long.parseLong(seconds));
      var old =
          cached.get("accessToken").orElse(null) instanceof Json.Obj was ? was : Json.object();
      var merged = old;
      for (var name : keys.members().keySet()) {
        merged = merged.with(name, keys.get(name).orElseThrow());
      }
      renewed =
          renewed.with(
              "accessToken",
              merged.with(
                  "expiresAt", Json.of(expires.truncatedTo(ChronoUnit.SECONDS).toString())));
    }
    return answer.get("refreshToken").isPresent()
        ? renewed.with("refreshToken", answer.get("refreshToken").orElseThrow())
        : renewed;
  }

  private Secret proof(ECKey key, URI address) {
    try {
      var header =
          new JWSHeader.Builder(JWSAlgorithm.ES256)
              .type(new JOSEObjectType("dpop+jwt"))
              .jwk(key.toPublicJWK())
              .build();
      var claims =
          new JWTClaimsSet.Builder()
              .claim("htm", "POST")
              .claim("htu", address.toString())
              .issueTime(Date.from(clock.instant()))
              .jwtID(UUID.randomUUID().toString())
              .build();
      var proof = new SignedJWT(header, claims);
      proof.sign(new ECDSASigner(key));
      return Secret.of(proof.serialize());
    } catch (JOSEException e) {
      throw new IllegalStateException("the JDK cannot sign by ES256", e);
    }
  }
}
