package io.spiffeaws.refresh;

import io.spiffeaws.problem.Problem;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A failure of a kind that nobody thought of. What lies at its bottom is named, so that the user
/// may know it; in words only where they are the system's (`Too many open files`), since those of
/// others may hold anything.
final class Unforeseen {
  private static final int DEEPEST = 20;

  private Unforeseen() {}

  /// @param what did not go well
  static Problem problem(String what, Throwable failure) {
    return new Problem.Unexpected(
        "unexpected", what + ", which was not foreseen: " + name(bottom(failure)), "");
  }

  private static String name(Throwable bottom) {
    var name = bottom.getClass().getSimpleName();
    return bottom instanceof IOException && bottom.getMessage() != null
        ? name + ": " + bottom.getMessage()
        : name;
  }

  private static Throwable bottom(Throwable failure) {
    var bottom = failure;
    @Nullable Throwable cause = failure.getCause();
    for (var depth = 0; cause != null && depth < DEEPEST; depth++) {
      bottom = cause;
      cause = bottom.getCause();
    }
    return bottom;
  }
}
