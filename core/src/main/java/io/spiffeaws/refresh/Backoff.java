package io.spiffeaws.refresh;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// The delay after a failure: one second, then doubled each time up to one minute. A random part
/// between half and all of it is used, so that clients that failed together do not retry together.
/// Not thread-safe.
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final RandomGenerator random;
  private Duration step = FIRST;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  Duration next() {
    var half = step.toMillis() / 2;
    step = step.multipliedBy(2).compareTo(LONGEST) < 0 ? step.multipliedBy(2) : LONGEST;
    return Duration.ofMillis(half + random.nextLong(half + 1));
  }

  void reset() {
    step = FIRST;
  }
}
