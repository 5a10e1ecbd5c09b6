package io.spiffeaws.exec;

import io.spiffeaws.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;

/// A program could not be started. The exit code is the one that a shell uses then (POSIX, Shell
/// Command Language, 2.8.2), not one of this tool's own.
public final class ProgramFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The error number for a script without a first line `#!`, which a shell runs itself.
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
            "command \"" + name + "\" not found",
            name.contains("/")
                ? "check the path: it starts at the current directory"
                : "specify its path, or add its directory to PATH"));
  }

  static ProgramFailure notExecutable(Path file) {
    return new ProgramFailure(
        NOT_EXECUTABLE,
        new Problem.Malformed(
            "command-not-executable",
            "cannot execute " + file,
            "use a program or a script that begins with #!; to make it executable, run: chmod +x "
                + file));
  }

  /// The system reports a missing interpreter like a missing file (execve(2), ENOENT).
  private static ProgramFailure interpreterNotFound(Path file) {
    return new ProgramFailure(
        NOT_EXECUTABLE,
        new Problem.Malformed(
            "interpreter-not-found",
            "cannot execute " + file + ": its interpreter or loader does not exist",
            "check the first line of a script; to show the loader of a program, run:"
                + " file "
                + file));
  }

  /// @param error the system's error number, `errno`
  static ProgramFailure of(int error, Path file) {
    if (error != ENOENT) {
      return notExecutable(file);
    }
    return Files.exists(file) ? interpreterNotFound(file) : notFound(file.toString());
  }

  /// The exit code: 126 or 127.
  public int code() {
    return code;
  }

  public Problem problem() {
    return problem;
  }
}
