package io.spiffeaws.credentials.cache;

import io.spiffeaws.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// Lists the sessions that are kept, without their secrets. Asks nobody.
public final class ListKeptSessions {
  private final CacheFolder folder;
  private final Clock clock;

  public ListKeptSessions(CacheFolder folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /// @param madeOf all that the session was obtained with, by name
  /// @param assumedRoleArn of the session
  /// @param usedUntil when it is handed out no longer; a quarter of its life before its end
  public record Listed(
      Json.Obj madeOf,
      String assumedRoleArn,
      String accessKeyId,
      Instant obtainedAt,
      Instant usedUntil,
      Instant expiresAt) {}

  /// Those that have not ended, by role and session name; of several the first to end comes first.
  ///
  /// @throws io.spiffeaws.problem.ProblemException unexpected, where others can look into the
  ///   folder or it cannot be read
  public List<Listed> run() {
    var now = clock.instant();
    return folder.sessions().stream()
        .filter(session -> !session.expired(now))
        .map(ListKeptSessions::listed)
        .sorted(
            Comparator.comparing(Listed::assumedRoleArn)
                .thenComparing(Listed::expiresAt)
                .thenComparing(Listed::accessKeyId))
        .toList();
  }

  private static Listed listed(KeptSession session) {
    var credentials = session.credentials();
    return new Listed(
        session.key().madeOf(),
        credentials.assumedRoleArn(),
        credentials.accessKeyId(),
        session.obtainedAt(),
        session.usedUntil(),
        credentials.expiresAt());
  }
}
