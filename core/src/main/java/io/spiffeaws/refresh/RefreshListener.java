package io.spiffeaws.refresh;

import io.spiffeaws.problem.Problem;
import java.time.Instant;

/// Is told what becomes of a value that is kept fresh. All calls come from one thread, one after
/// the other; while one lasts, nothing is renewed.
///
/// @param <T> of the value
public interface RefreshListener<T> {
  /// There is a new value. It counts, and is handed out, once this returns.
  ///
  /// @throws io.spiffeaws.problem.ProblemException where the listener could not do its part with it
  ///   (write a file, say): taken as a failure to renew, so it is tried again later
  default void renewed(T value) {}

  /// Renewing has failed: for the first time since it last went well, or now with another
  /// [Problem#code] than the time before. The old value stays.
  ///
  /// @param next when it is tried again
  default void failing(Problem problem, Instant next) {}

  /// A try has failed; told of each.
  default void failed(Problem problem) {}

  /// Renewing has gone well again after it had failed; told after the new value is.
  default void recovered() {}

  /// The value has ended and there is no new one; told once for a value.
  default void ended(T value) {}
}
