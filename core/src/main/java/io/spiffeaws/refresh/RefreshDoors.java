package io.spiffeaws.refresh;

import io.spiffeaws.time.Pause;
import java.time.Clock;
import java.util.random.RandomGenerator;

/// What keeping a value fresh takes from the world outside.
///
/// @param clock the time, which may jump
/// @param pause the way to wait; ends early where its thread is interrupted
/// @param random chance for jitter; used by one thread
public record RefreshDoors(Clock clock, Pause pause, RandomGenerator random) {}
