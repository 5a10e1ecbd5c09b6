package io.spiffeaws.exec;

import io.spiffeaws.problem.Problem;
import java.nio.file.Path;

/// A program that could not be started, with the code that a shell ends with then (POSIX, Shell
/// Command Language, 2.8.2), which is none of this tool's own.
public final class ProgramFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The number of the error that a script without a first line `#!` gives, which a shell runs
  /// itself.
  static final int ENOEXEC = 8;

  private static final int ENOENT = 2;
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;

  private final int code;
  private final transient Problem problem;

  private ProgramFailure(int code, Problem problem) {
    super(problem.message());
    this.code = code;
    this.problem = problem;
  }

  static ProgramFailure notFound(String name) {
    return new ProgramFailure(
        NOT_FOUND,
        new Problem.Missing(
            "command-not-found",
            "there is no command " + name,
            name.contains("/") ? "" : "name it by its path, or see that PATH has its folder"));
  }

  static ProgramFailure notExecutable(Path file) {
    return new ProgramFailure(
        NOT_EXECUTABLE,
        new Problem.Malformed(
            "command-not-executable",
            file + " cannot be executed",
            "it must be a program, or a script that begins with #!, that this user may execute"));
  }

  /// @param error the system's number, `errno`
  static ProgramFailure of(int error, Path file) {
    return error == ENOENT ? notFound(file.toString()) : notExecutable(file);
  }

  /// 126 or 127.
  public int code() {
    return code;
  }

  public Problem problem() {
    return problem;
  }
}
