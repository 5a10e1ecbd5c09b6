package io.spiffeaws.aws;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Keys that all clients of a command share: a code is asked for only once, and a program that
/// provides keys runs only once. They are found again before they expire. An error is repeated for
/// a minute, unless a service was unreachable. Thread-safe.
public final class SharedKeys implements KeySource {
  private static final Duration SOON = Duration.ofMinutes(5);
  private static final Duration REPEATED = Duration.ofMinutes(1);

  private final KeySource source;
  private final Clock clock;
  private @Nullable ExpiringKeys found;
  private @Nullable ProblemException failure;
  private Instant failedAt = Instant.EPOCH;

  public SharedKeys(KeySource source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  @Override
  public synchronized ExpiringKeys find() {
    var keys = found;
    if (keys != null && source.isGoodFor(keys, SOON)) {
      return keys;
    }
    var earlier = failure;
    if (earlier != null && clock.instant().isBefore(failedAt.plus(REPEATED))) {
      throw new ProblemException(earlier.problem(), earlier);
    }
    return findAgain();
  }

  private ExpiringKeys findAgain() {
    try {
      var keys = source.find();
      found = keys;
      failure = null;
      return keys;
    } catch (ProblemException e) {
      if (!(e.problem() instanceof Problem.Unreachable)) {
        failure = e;
        failedAt = clock.instant();
      }
      throw e;
    }
  }

  @Override
  public boolean isGoodFor(ExpiringKeys keys, Duration length) {
    return source.isGoodFor(keys, length);
  }
}
