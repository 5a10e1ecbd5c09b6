package io.spiffeaws.watch;

import io.spiffeaws.refresh.LifetimeRule;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// A file and the source of its value.
///
/// @param name the name in messages
/// @param source obtains the value; may throw a [io.spiffeaws.problem.ProblemException]
/// @param rule the lifetime of a value
/// @param writer writes a value to the file and returns whether the file changed; may throw a
///   [io.spiffeaws.problem.ProblemException], and is then called again later
/// @param <T> of the value
public record RefreshedFile<T>(
    String name, Supplier<T> source, LifetimeRule<T> rule, Predicate<T> writer) {}
