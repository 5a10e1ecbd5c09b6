package io.spiffeaws.refresh;

import java.time.Instant;

/// Determines the lifetime of a value.
///
/// @param <T> of the value
public interface LifetimeRule<T> {
  /// Returns the lifetime.
  ///
  /// @param now when the value was obtained
  Lifetime of(T value, Instant now);
}
