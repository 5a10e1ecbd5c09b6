package io.spiffeaws.credentials.cache;

import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.jwt.TokenForge;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.sts.SessionName;
import io.spiffeaws.sts.SessionPolicies;
import io.spiffeaws.sts.SessionRequest;
import io.spiffeaws.sts.TokenIdentity;
import io.spiffeaws.time.Sleeper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A cache with a clock that tests set, and sessions to store in it.
final class CacheWorld {
  static final AwsSettings AWS =
      new AwsSettings(
          Optional.of("eu-west-1"),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          false,
          Duration.ofSeconds(10));
  private static final TokenForge FORGE = new TokenForge("k");

  final Path path;
  final CacheDirectory directory;
  final List<Problem> notKept = new ArrayList<>();
  final List<Duration> pauses = new ArrayList<>();
  Instant now = Instant.parse("2026-11-23T12:00:00Z");
  int obtained;

  CacheWorld(Path parent) {
    path = parent.resolve("spiffe-aws");
    directory = new CacheDirectory(path);
  }

  FileSessionStore store() {
    return store(AWS, pauses::add);
  }

  FileSessionStore store(AwsSettings aws, Sleeper sleeper) {
    InstantSource time = () -> now;
    return new FileSessionStore(
        directory,
        aws,
        time.withZone(ZoneOffset.UTC),
        sleeper,
        Duration.ofSeconds(10),
        notKept::add);
  }

  /// Returns the access key of the session from the store; a new session has a new number.
  String use(SessionRequest wanted) {
    return store().session(wanted, this::obtain).accessKeyId();
  }

  SessionCredentials obtain() {
    return new SessionCredentials(
        "ASIA" + ++obtained,
        Secret.of("the-secret"),
        Secret.of("the-token"),
        now.plus(Duration.ofHours(1)),
        "arn:aws:sts::123456789012:assumed-role/app/name",
        "123456789012");
  }

  static SessionRequest wanted() {
    return wanted("{\"sub\":\"spiffe://example.org/a\",\"iss\":\"https://i\",\"aud\":[\"x\"]}");
  }

  static SessionRequest wanted(String claims) {
    return new SessionRequest(
        new TokenIdentity(FORGE.signed(claims)),
        RoleArn.parse("arn:aws:iam::123456789012:role/app"),
        List.of(),
        new SessionName("name"),
        Duration.ofHours(1),
        SessionPolicies.NONE);
  }

  Path file() {
    return path.resolve(SessionKey.of(wanted(), AWS).digest() + ".json");
  }
}
