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

/// The session tokens that the metadata service has issued. Their number is limited: if there is no
/// more space, the one that expires first is removed. Thread-safe.
final class MetadataTokens {
  private static final int MOST = 256;
  private static final int BYTES = 32;

  private final Clock clock;
  private final RandomGenerator random;
  private final Map<String, Instant> ends = new HashMap<>();

  /// @param random a generator that is not predictable
  MetadataTokens(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /// Issues a new token.
  synchronized Secret issue(Duration lifetime) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    var token = HexFormat.of().formatHex(bytes);
    makeSpace();
    ends.put(token, clock.instant().plus(lifetime));
    return Secret.of(token);
  }

  synchronized boolean valid(Secret token) {
    var now = clock.instant();
    return ends.entrySet().stream()
        .anyMatch(
            entry -> Secret.of(entry.getKey()).equals(token) && now.isBefore(entry.getValue()));
  }

  private void makeSpace() {
    var now = clock.instant();
    ends.values().removeIf(end -> !now.isBefore(end));
    if (ends.size() >= MOST) {
      ends.entrySet().stream()
          .min(Comparator.comparing(Map.Entry::getValue))
          .ifPresent(first -> ends.remove(first.getKey()));
    }
  }
}
