package io.spiffeaws.refresh;

import io.spiffeaws.problem.Problem;
import java.time.Instant;

/// Receives the changes of a refreshed value. All calls come from one thread, one after the other.
/// Nothing is renewed during a call.
///
/// @param <T> of the value
public interface RefreshListener<T> {
  /// There is a new value. It is valid, and served, when this returns.
  ///
  /// @throws io.spiffeaws.problem.ProblemException if the listener cannot process it, for example
  ///   write a file: counts as a failed renewal, which is tried again later
  default void renewed(T value) {}

  /// Renewal failed: for the first time since the last success, or with another [Problem#code] than
  /// the previous failure. The current value is still served.
  ///
  /// @param next when the next attempt starts
  default void failing(Problem problem, Instant next) {}

  /// An attempt failed. Called for each failure.
  default void failed(Problem problem) {}

  /// Renewal succeeded after a failure. Called after [#renewed].
  default void recovered() {}

  /// The value expired and there is no new one. Called once for a value.
  default void expired(T value) {}
}
