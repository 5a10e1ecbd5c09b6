package io.spiffeaws.refresh;

import io.spiffeaws.problem.Problem;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// An unexpected failure. The message of its root cause is shown if it comes from the operating
/// system (`Too many open files`), since the user may recognize it. Other messages may contain
/// secrets.
final class UnexpectedFailure {
  private static final int DEEPEST = 20;

  private UnexpectedFailure() {}

  /// @param what the failed action, as a clause
  static Problem problem(String what, Throwable failure) {
    return new Problem.Unexpected(
        "unexpected",
        what + ": internal error" + message(rootCause(failure)),
        "run it with --debug to find the failing call, and report it");
  }

  private static String message(Throwable rootCause) {
    return rootCause instanceof IOException && rootCause.getMessage() != null
        ? ": " + rootCause.getMessage()
        : "";
  }

  private static Throwable rootCause(Throwable failure) {
    var rootCause = failure;
    @Nullable Throwable cause = failure.getCause();
    for (var depth = 0; cause != null && depth < DEEPEST; depth++) {
      rootCause = cause;
      cause = rootCause.getCause();
    }
    return rootCause;
  }
}
