package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.secret.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The session tokens that the metadata service has given out. There are not many at a time: where
/// there is no more room, the one that would end first goes. Safe for use by several threads.
final class MetadataTokens {
  private static final int MOST = 256;
  private static final int BYTES = 32;

  private final Clock clock;
  private final RandomGenerator random;
  private final Map<String, Instant> ends = new HashMap<>();

  /// @param random one that cannot be guessed
  MetadataTokens(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /// A new token.
  synchronized Secret issue(Duration life) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    var token = HexFormat.of().formatHex(bytes);
    makeRoom();
    ends.put(token, clock.instant().plus(life));
    return Secret.of(token);
  }

  synchronized boolean valid(Secret token) {
    var now = clock.instant();
    return ends.entrySet().stream()
        .anyMatch(
            entry -> Secret.of(entry.getKey()).equals(token) && now.isBefore(entry.getValue()));
  }

  private void makeRoom() {
    var now = clock.instant();
    ends.values().removeIf(end -> !now.isBefore(end));
    if (ends.size() >= MOST) {
      ends.entrySet().stream()
          .min(Comparator.comparing(Map.Entry::getValue))
          .ifPresent(first -> ends.remove(first.getKey()));
    }
  }
}
