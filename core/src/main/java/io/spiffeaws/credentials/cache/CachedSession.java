package io.spiffeaws.credentials.cache;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A session as it is stored in a file of the cache.
///
/// @param key all that the session was obtained with
/// @param obtainedAt when STS issued it
/// @param credentials the credentials of the session
record CachedSession(SessionKey key, Instant obtainedAt, SessionCredentials credentials) {
  /// The version of the file format; files of other versions are ignored.
  private static final Json VERSION = Json.of(1);

  /// Returns when it is no longer used: when a quarter of its lifetime is left, so that its user
  /// has time to work, or when its credentials are to be renewed.
  Instant usedUntil() {
    var end = obtainedAt.plus(lifetime()).minus(lifetime().dividedBy(4));
    return credentials.renewBy().filter(end::isAfter).orElse(end);
  }

  /// At most the requested duration: if the clock was slow, the session seems to expire later than
  /// it does.
  private Duration lifetime() {
    var byClock = Duration.between(obtainedAt, credentials.expiresAt());
    return key.duration().filter(asked -> asked.compareTo(byClock) < 0).orElse(byClock);
  }

  /// Whether it may be served. A session from the future was stored before the clock was set back,
  /// so it is not known when it expires.
  boolean usable(Instant now) {
    return !now.isBefore(obtainedAt) && now.isBefore(usedUntil());
  }

  boolean expired(Instant now) {
    return !now.isBefore(credentials.expiresAt());
  }

  byte[] bytes() {
    var json =
        Json.object()
            .with("version", VERSION)
            .with("made_of", key.parts())
            .with("obtained_at", Json.of(obtainedAt.toString()))
            .with("expires_at", Json.of(credentials.expiresAt().toString()))
            .with("assumed_role_arn", Json.of(credentials.assumedRoleArn()))
            .with("account", Json.of(credentials.account()))
            .with("access_key_id", Json.of(credentials.accessKeyId()))
            .with("secret_access_key", Json.of(credentials.secretAccessKey().reveal()))
            .with("session_token", Json.of(credentials.sessionToken().reveal()));
    var complete =
        credentials
            .renewBy()
            .map(latest -> json.with("renew_by", Json.of(latest.toString())))
            .orElse(json);
    return JsonText.compact(complete).getBytes(StandardCharsets.UTF_8);
  }

  /// Parses a file; empty if it is not a complete file of a session.
  static Optional<CachedSession> parse(byte[] bytes) {
    try {
      var json = JsonText.parse(new String(bytes, StandardCharsets.UTF_8), "a cached session");
      return json instanceof Json.Obj file && file.get("version").equals(Optional.of(VERSION))
          ? Optional.of(read(file))
          : Optional.empty();
    } catch (ProblemException | DateTimeException malformed) {
      return Optional.empty();
    }
  }

  private static CachedSession read(Json.Obj file) {
    if (!(file.get("made_of").orElseGet(Json.Null::new) instanceof Json.Obj parts)) {
      throw missing("made_of");
    }
    return new CachedSession(
        new SessionKey(parts),
        Instant.parse(text(file, "obtained_at")),
        new SessionCredentials(
            text(file, "access_key_id"),
            Secret.of(text(file, "secret_access_key")),
            Secret.of(text(file, "session_token")),
            Instant.parse(text(file, "expires_at")),
            text(file, "assumed_role_arn"),
            text(file, "account"),
            file.text("renew_by").map(Instant::parse)));
  }

  private static String text(Json.Obj file, String name) {
    return file.text(name).orElseThrow(() -> missing(name));
  }

  private static ProblemException missing(String name) {
    return ProblemException.malformed("malformed-session", "missing member \"" + name + "\"", "");
  }
}
