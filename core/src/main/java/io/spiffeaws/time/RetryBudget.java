package io.spiffeaws.time;

import java.time.Duration;

/// The time that a command may spend on retries while a change propagates (`--wait`). All steps of
/// a command share one budget, which limits the sum of their waits. Changes of the wall clock do
/// not affect it. Not thread-safe.
public final class RetryBudget {
  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final Sleeper sleeper;
  private Duration end;
  private Duration next = FIRST;

  /// Starts the budget.
  ///
  /// @param wait zero for a single try
  public RetryBudget(Sleeper sleeper, Duration wait) {
    this.sleeper = sleeper;
    this.end = sleeper.elapsed().plus(wait);
  }

  /// Pauses if there is time left for another try. The pauses grow from 250 ms to 2 s.
  ///
  /// @return whether there is time left
  public boolean waitForRetry() {
    var left = end.minus(sleeper.elapsed());
    if (!left.isPositive() || Thread.currentThread().isInterrupted()) {
      return false;
    }
    sleeper.sleep(next.compareTo(left) < 0 ? next : left);
    next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
    return true;
  }

  /// Uses up the budget. What has succeeded once has propagated, so later failures have another
  /// cause.
  public void exhaust() {
    end = sleeper.elapsed();
  }

  /// Pauses for that time, whatever is left of the budget.
  public void sleep(Duration duration) {
    sleeper.sleep(duration);
  }
}
