package io.spiffeaws.refresh;

import io.spiffeaws.time.Sleeper;
import java.time.Clock;
import java.util.random.RandomGenerator;

/// What keeping a value fresh takes from the world outside.
///
/// @param clock the time, which may jump
/// @param sleeper the way to wait; ends early where its thread is interrupted
/// @param random chance for jitter; used by one thread
public record RefreshDependencies(Clock clock, Sleeper sleeper, RandomGenerator random) {}
