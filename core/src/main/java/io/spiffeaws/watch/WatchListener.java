package io.spiffeaws.watch;

import io.spiffeaws.problem.Problem;
import java.time.Instant;

/// Receives the changes of refreshed files, once for each change of state. Thread-safe, since
/// several files may call at once.
public interface WatchListener {
  /// The file has been written for the first time and is refreshed from now on.
  ///
  /// @param expiresAt when the contents expire
  void written(String file, Instant expiresAt);

  /// The contents could not be renewed or written; the file is not changed.
  ///
  /// @param expiresAt when the current contents expire
  void failing(String file, Problem problem, Instant expiresAt);

  /// Renewal succeeded after a failure.
  ///
  /// @param expiresAt when the new contents expire
  void recovered(String file, Instant expiresAt);

  /// The contents of the file expired and there is no newer value.
  void expired(String file, Instant expiresAt);

  /// This machine's clock is wrong: called once until it is right again. The file is refreshed
  /// without the clock.
  ///
  /// @param now the time of the clock
  /// @param from when the token that was just obtained was issued
  /// @param expiresAt when that token expires
  void clockOff(String file, Instant now, Instant from, Instant expiresAt);
}
