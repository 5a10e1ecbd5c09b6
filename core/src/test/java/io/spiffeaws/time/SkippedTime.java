package io.spiffeaws.time;

import java.time.Duration;

/// Time that only pauses let pass, and these take none.
public final class SkippedTime implements Sleeper {
  private Duration elapsed = Duration.ZERO;

  @Override
  public void sleep(Duration duration) {
    elapsed = elapsed.plus(duration);
  }

  @Override
  public Duration elapsed() {
    return elapsed;
  }
}
