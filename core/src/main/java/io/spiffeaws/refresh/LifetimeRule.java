package io.spiffeaws.refresh;

import java.time.Instant;

/// Says how long a value lives.
///
/// @param <T> of the value
public interface LifetimeRule<T> {
  /// @param now when the value was obtained
  Lifetime of(T value, Instant now);
}
