package io.spiffeaws.time;

import java.time.Duration;

/// How long a command waits for what was just made and is not known everywhere yet. One is shared
/// by all steps of a command, so that they wait no longer together than was allowed. A step of the
/// wall clock changes nothing about it. Not for several threads.
public final class RetryBudget {
  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final Sleeper sleeper;
  private Duration end;
  private Duration next = FIRST;

  /// Begins to count now.
  ///
  /// @param wait zero: one try and no more
  public RetryBudget(Sleeper sleeper, Duration wait) {
    this.sleeper = sleeper;
    this.end = sleeper.elapsed().plus(wait);
  }

  /// Pauses where there is time left for another try; the pauses grow from a quarter of a second to
  /// two.
  ///
  /// @return whether there is
  public boolean another() {
    var left = end.minus(sleeper.elapsed());
    if (!left.isPositive() || Thread.currentThread().isInterrupted()) {
      return false;
    }
    sleeper.sleeper(next.compareTo(left) < 0 ? next : left);
    next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
    return true;
  }

  /// Has no time left from now on: what has gone well once is known everywhere, and what fails
  /// later fails for another reason.
  public void exhaust() {
    end = sleeper.elapsed();
  }

  /// Pauses for that long, whether or not there is time left.
  public void sleeper(Duration duration) {
    sleeper.sleeper(duration);
  }
}
