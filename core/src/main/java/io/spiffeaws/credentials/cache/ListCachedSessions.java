package io.spiffeaws.credentials.cache;

import io.spiffeaws.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// Lists the cached sessions, without their secrets. Makes no network calls.
public final class ListCachedSessions {
  private final CacheDirectory directory;
  private final Clock clock;

  public ListCachedSessions(CacheDirectory directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /// @param parts all that the session was obtained with, by name
  /// @param assumedRoleArn the ARN of the session
  /// @param usedUntil when it is no longer served; a quarter of its lifetime before it expires
  public record Listed(
      Json.Obj parts,
      String assumedRoleArn,
      String accessKeyId,
      Instant obtainedAt,
      Instant usedUntil,
      Instant expiresAt) {}

  /// Returns the sessions that have not expired, by role and session name, then by expiry time.
  ///
  /// @throws io.spiffeaws.problem.ProblemException unexpected, if other users have permissions on
  ///   the directory or it cannot be read
  public List<Listed> run() {
    var now = clock.instant();
    return directory.sessions().stream()
        .filter(session -> !session.expired(now))
        .map(ListCachedSessions::listed)
        .sorted(
            Comparator.comparing(Listed::assumedRoleArn)
                .thenComparing(Listed::expiresAt)
                .thenComparing(Listed::accessKeyId))
        .toList();
  }

  private static Listed listed(CachedSession session) {
    var credentials = session.credentials();
    return new Listed(
        session.key().parts(),
        credentials.assumedRoleArn(),
        credentials.accessKeyId(),
        session.obtainedAt(),
        session.usedUntil(),
        credentials.expiresAt());
  }
}
