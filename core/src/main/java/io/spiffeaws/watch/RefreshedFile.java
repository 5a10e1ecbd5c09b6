package io.spiffeaws.watch;

import io.spiffeaws.refresh.LifetimeRule;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// A file, and the value that is kept in it.
///
/// @param name what people call it
/// @param source where the value comes from; may throw a [io.spiffeaws.problem.ProblemException]
/// @param rule how long a value lives
/// @param writer puts a value into the file and says whether that changed it; may throw a
///   [io.spiffeaws.problem.ProblemException], and is then asked again later
/// @param <T> of the value
public record RefreshedFile<T>(
    String name, Supplier<T> source, LifetimeRule<T> rule, Predicate<T> writer) {}
