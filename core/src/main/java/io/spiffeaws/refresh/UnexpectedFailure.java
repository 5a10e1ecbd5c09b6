package io.spiffeaws.refresh;

import io.spiffeaws.problem.Problem;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A failure of a kind that nobody thought of. What lies at its bottom is told where the words are
/// the system's (`Too many open files`), since the user may know them; those of others may hold
/// anything.
final class UnexpectedFailure {
  private static final int DEEPEST = 20;

  private UnexpectedFailure() {}

  /// @param what did not go well
  static Problem problem(String what, Throwable failure) {
    return new Problem.Unexpected(
        "unexpected",
        what + ", for a reason that spiffe-aws did not foresee" + words(bottom(failure)),
        "run it with --debug to see after which call, and report it");
  }

  private static String words(Throwable bottom) {
    return bottom instanceof IOException && bottom.getMessage() != null
        ? ": " + bottom.getMessage()
        : "";
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
