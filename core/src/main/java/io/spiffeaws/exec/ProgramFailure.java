package io.spiffeaws.exec;

import io.spiffeaws.problem.Problem;
import java.nio.file.Files;
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
            name.contains("/")
                ? "a path counts from the folder that this is run in: see what is there with ls"
                : "name it by its path, or see that PATH has its folder"));
  }

  static ProgramFailure notExecutable(Path file) {
    return new ProgramFailure(
        NOT_EXECUTABLE,
        new Problem.Malformed(
            "command-not-executable",
            file + " cannot be executed",
            "it must be a program, or a script that begins with #!, that this user may execute"));
  }

  /// The system says of an interpreter that is not there what it says of a file that is not
  /// (execve(2), ENOENT).
  private static ProgramFailure interpreterNotFound(Path file) {
    return new ProgramFailure(
        NOT_EXECUTABLE,
        new Problem.Malformed(
            "interpreter-not-found",
            file + " cannot be executed: what should run it is not there",
            "a script names it in its first line, a program is linked to a loader; see which:"
                + " file "
                + file));
  }

  /// @param error the system's number, `errno`
  static ProgramFailure of(int error, Path file) {
    if (error != ENOENT) {
      return notExecutable(file);
    }
    return Files.exists(file) ? interpreterNotFound(file) : notFound(file.toString());
  }

  /// 126 or 127.
  public int code() {
    return code;
  }

  public Problem problem() {
    return problem;
  }
}
