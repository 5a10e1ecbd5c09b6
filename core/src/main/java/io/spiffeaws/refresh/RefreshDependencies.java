package io.spiffeaws.refresh;

import io.spiffeaws.time.Sleeper;
import java.time.Clock;
import java.util.random.RandomGenerator;

/// The dependencies of [AutoRefreshed] on the environment.
///
/// @param clock the time, which may jump
/// @param sleeper waits; returns early if its thread is interrupted
/// @param random the source of jitter; used by one thread
public record RefreshDependencies(Clock clock, Sleeper sleeper, RandomGenerator random) {}
