package io.spiffeaws.aws.operator;

import io.spiffeaws.aws.AwsKeys;
import io.spiffeaws.aws.ExpiringKeys;
import io.spiffeaws.aws.operator.CredentialSource.Sso;
import io.spiffeaws.aws.operator.SignInService.Target;
import io.spiffeaws.http.JsonCall;
import io.spiffeaws.json.Json;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.secret.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/// Credentials of IAM Identity Center, with the token that `aws sso login` stores in
/// `~/.aws/sso/cache` (IAM Identity Center Portal API, GetRoleCredentials). A token of an
/// `sso-session` that expires soon is renewed as the aws CLI does (OIDC API, CreateToken).
final class SsoSessions {
  static final String COMMAND = "sso login";

  /// How long before it expires a token is renewed, as in the aws CLI.
  private static final Duration SOON = Duration.ofMinutes(15);

  private final Path cache;
  private final SignInService service;
  private final Clock clock;

  /// @param cache `~/.aws/sso/cache`
  SsoSessions(Path cache, SignInService service, Clock clock) {
    this.cache = cache;
    this.service = service;
    this.clock = clock;
  }

  /// Returns the credentials of a role.
  ///
  /// @throws ProblemException refused, if the user is not signed in or is denied the role;
  ///   unreachable, if the service does not respond
  ExpiringKeys credentials(Sso sso) {
    var token = token(sso);
    var query = "role_name=" + encoded(sso.role()) + "&account_id=" + encoded(sso.account());
    var answer =
        service.call(
            Target.SSO,
            sso.session().region(),
            "/federation/credentials?" + query,
            "GetRoleCredentials",
            (json, address) -> json.get(address, Map.of("x-amz-sso_bearer_token", token)));
    return switch (answer.status()) {
      case 200 -> keys(answer);
      case 401 -> throw SignInProblems.expired(sso.profile(), COMMAND);
      case 403, 404 ->
          throw ProblemException.refused(
              "sso-role-denied",
              "IAM Identity Center denied this user the role %s in the account %s"
                  .formatted(sso.role(), sso.account()),
              TypedCommand.of(
                  "to list the available roles with version 2 of the aws CLI, run:"
                      + " aws configure sso --profile %s",
                  sso.profile()));
      default -> throw SignInProblems.answer(Target.SSO.name(), answer);
    };
  }

  /// Returns the credentials of a response.
  ///
  /// @throws ProblemException unreachable, if it contains none
  static ExpiringKeys keys(JsonCall.Answer answer) {
    if (answer.body().get("roleCredentials").orElse(null) instanceof Json.Obj keys
        && keys.get("expiration").orElse(null) instanceof Json.Num(var millis)
        && millis.matches("\\d{1,15}")) {
      return new ExpiringKeys(
          new AwsKeys(
              required(answer, keys, "accessKeyId"),
              Secret.of(required(answer, keys, "secretAccessKey")),
              Optional.of(Secret.of(required(answer, keys, "sessionToken")))),
          Optional.of(Instant.ofEpochMilli(Long.parseLong(millis))));
    }
    throw SignInProblems.answer(Target.SSO.name(), answer);
  }

  private static String required(JsonCall.Answer answer, Json.Obj keys, String name) {
    return keys.text(name).orElseThrow(() -> SignInProblems.answer(Target.SSO.name(), answer));
  }

  private Secret token(Sso sso) {
    var file =
        TokenCacheFile.of(
            cache,
            "SHA-1",
            sso.session().name().orElseGet(() -> sso.session().startUrl().toString()));
    var cached = file.read().orElseThrow(() -> SignInProblems.missing(sso.profile(), COMMAND));
    var expires = TokenCacheFile.time(cached, "expiresAt").orElse(Instant.EPOCH);
    var now = clock.instant();
    var current =
        sso.session().name().isPresent() && now.plus(SOON).isAfter(expires)
            ? renewed(sso, cached, file).orElse(cached)
            : cached;
    if (!isValid(current)) {
      throw SignInProblems.expired(sso.profile(), COMMAND);
    }
    return Secret.of(
        current
            .text("accessToken")
            .orElseThrow(() -> SignInProblems.missing(sso.profile(), COMMAND)));
  }

  /// Renews a token.
  ///
  /// @return empty if it cannot be renewed: the current one may still be valid
  private Optional<Json.Obj> renewed(Sso sso, Json.Obj cached, TokenCacheFile file) {
    var registered = TokenCacheFile.time(cached, "registrationExpiresAt").orElse(Instant.EPOCH);
    if (cached.text("refreshToken").isEmpty()
        || cached.text("clientId").isEmpty()
        || cached.text("clientSecret").isEmpty()
        || !clock.instant().isBefore(registered)) {
      return Optional.empty();
    }
    var body =
        Json.object()
            .with("clientId", cached.get("clientId").orElseThrow())
            .with("clientSecret", cached.get("clientSecret").orElseThrow())
            .with("grantType", Json.of("refresh_token"))
            .with("refreshToken", cached.get("refreshToken").orElseThrow());
    var answer =
        service.call(
            Target.SSO_OIDC,
            sso.session().region(),
            "/token",
            "CreateToken",
            (json, address) -> json.post(address, Map.of(), body));
    var renewed = answer.isSuccess() ? renewed(cached, answer.body()) : Optional.<Json.Obj>empty();
    if (renewed.isEmpty() && !isRefused(answer) && !isValid(cached)) {
      throw SignInProblems.answer(Target.SSO_OIDC.name(), answer);
    }
    renewed.ifPresent(file::write);
    return renewed;
  }

  /// Whether the service rejected the token itself; otherwise another sign-in does not help.
  private static boolean isRefused(JsonCall.Answer answer) {
    return answer.status() >= 400 && answer.status() < 500 && answer.status() != 429;
  }

  private boolean isValid(Json.Obj token) {
    return clock.instant().isBefore(TokenCacheFile.time(token, "expiresAt").orElse(Instant.EPOCH));
  }

  private Optional<Json.Obj> renewed(Json.Obj cached, Json.Obj answer) {
    if (answer.text("accessToken").isEmpty()
        || !(answer.get("expiresIn").orElse(null) instanceof Json.Num(var seconds))
        || !seconds.matches("\\d{1,9}")) {
      return Optional.empty();
    }
    var expires = clock.instant().plusSeconds(Long.parseLong(seconds));
    var renewed =
        cached
            .with("accessToken", answer.get("accessToken").orElseThrow())
            .with("expiresAt", Json.of(expires.truncatedTo(ChronoUnit.SECONDS).toString()));
    return Optional.of(
        answer
            .get("refreshToken")
            .map(token -> renewed.with("refreshToken", token))
            .orElse(renewed));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
