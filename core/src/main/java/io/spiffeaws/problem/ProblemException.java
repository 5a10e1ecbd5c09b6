package io.spiffeaws.problem;

import org.jspecify.annotations.Nullable;

/// Carries a [Problem] to the code that prints it. Its message is the problem's, so it is safe to
/// log.
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    this(problem, null);
  }

  /// @param cause the exception that an adapter caught, only for debugging; its text is never shown
  public ProblemException(Problem problem, @Nullable Throwable cause) {
    super(problem.message(), cause);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }

  public static ProblemException malformed(String code, String message, String hint) {
    return new ProblemException(new Problem.Malformed(code, message, hint));
  }

  public static ProblemException noIdentity(String code, String message, String hint) {
    return new ProblemException(new Problem.NoIdentity(code, message, hint));
  }

  public static ProblemException refused(String code, String message, String hint) {
    return new ProblemException(new Problem.Refused(code, message, hint));
  }

  public static ProblemException unreachable(String code, String message, String hint) {
    return new ProblemException(new Problem.Unreachable(code, message, hint));
  }

  public static ProblemException missing(String code, String message, String hint) {
    return new ProblemException(new Problem.Missing(code, message, hint));
  }

  public static ProblemException unexpected(String code, String message, String hint) {
    return new ProblemException(new Problem.Unexpected(code, message, hint));
  }
}
