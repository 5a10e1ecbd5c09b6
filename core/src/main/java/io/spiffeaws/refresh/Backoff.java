package io.spiffeaws.refresh;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait after a failure: one second, then twice as long each time, a minute at most,
/// and of that a random part between half and the whole, so that those who failed together do not
/// come again together. Not for several threads.
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
