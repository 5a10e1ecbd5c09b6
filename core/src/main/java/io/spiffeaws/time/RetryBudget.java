package io.spiffeaws.time;

import io.spiffeaws.problem.Problem;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/// The time that a command may spend on retries while a change propagates (`--wait`). All steps of
/// a command share one budget, which limits the sum of their waits. Changes of the wall clock do
/// not affect it. Not thread-safe.
public final class RetryBudget {
  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final Sleeper sleeper;
  private final Consumer<Problem> waiting;
  private final Set<String> reported = new HashSet<>();
  private Duration end;
  private Duration next = FIRST;
  private boolean useless;

  /// Starts the budget.
  ///
  /// @param wait zero for a single try
  public RetryBudget(Sleeper sleeper, Duration wait) {
    this(sleeper, wait, _ -> {});
  }

  /// Starts the budget.
  ///
  /// @param wait zero for a single try
  /// @param waiting receives the reason of a wait when it begins, once for each problem code
  public RetryBudget(Sleeper sleeper, Duration wait, Consumer<Problem> waiting) {
    this.sleeper = sleeper;
    this.waiting = waiting;
    this.end = sleeper.elapsed().plus(wait);
  }

  /// Pauses if there is time left for another try. The pauses grow from 250 ms to 2 s.
  ///
  /// @return whether there is time left
  public boolean waitForRetry() {
    if (isExhausted()) {
      return false;
    }
    var left = end.minus(sleeper.elapsed());
    sleeper.sleep(next.compareTo(left) < 0 ? next : left);
    next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
    return true;
  }

  /// As [#waitForRetry()], and reports the reason.
  ///
  /// @param problem of the failed try
  public boolean waitForRetry(Problem problem) {
    if (!isExhausted() && reported.add(problem.code())) {
      waiting.accept(problem);
    }
    return waitForRetry();
  }

  /// Returns whether there is no time left for another try, or this thread is interrupted.
  public boolean isExhausted() {
    return !end.minus(sleeper.elapsed()).isPositive() || Thread.currentThread().isInterrupted();
  }

  /// Uses up the budget. What has succeeded once has propagated, so later failures have another
  /// cause.
  public void exhaust() {
    end = sleeper.elapsed();
  }

  /// Uses up the budget, and lets steps with their own retries omit them too: the cause of a
  /// failure is known, and it does not go away.
  public void giveUp() {
    exhaust();
    useless = true;
  }

  /// Returns whether no retry helps, not even a short one.
  public boolean isUseless() {
    return useless;
  }

  /// Pauses for that time, whatever is left of the budget.
  public void sleep(Duration duration) {
    sleeper.sleep(duration);
  }
}
