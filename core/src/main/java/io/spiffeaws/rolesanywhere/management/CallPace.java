package io.spiffeaws.rolesanywhere.management;

import io.spiffeaws.time.Sleeper;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// Spaces out calls, since an account may make one call a second of each family (user guide,
/// "Quotas"). It knows only the calls of this process. Thread-safe.
final class CallPace {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Sleeper sleeper;
  private final Map<CallFamily, Duration> next = new EnumMap<>(CallFamily.class);

  CallPace(Sleeper sleeper) {
    this.sleeper = sleeper;
  }

  /// Returns when the next call of the family may be made; earlier if interrupted.
  void await(CallFamily family) {
    var wait = reserve(family);
    if (wait.isPositive()) {
      sleeper.sleep(wait);
    }
  }

  private synchronized Duration reserve(CallFamily family) {
    var now = sleeper.elapsed();
    var turn = next.getOrDefault(family, now);
    var start = turn.compareTo(now) > 0 ? turn : now;
    next.put(family, start.plus(INTERVAL));
    return start.minus(now);
  }
}
