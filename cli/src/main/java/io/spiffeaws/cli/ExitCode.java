package io.spiffeaws.cli;

import io.spiffeaws.problem.Problem;

/// The exit codes, which scripts rely on.
public final class ExitCode {
  public static final int DONE = 0;
  public static final int UNEXPECTED = 1;
  public static final int USAGE = 2;
  public static final int NO_IDENTITY = 3;
  public static final int DENIED = 4;
  public static final int UNREACHABLE = 5;
  public static final int FINDINGS = 6;
  public static final int CHANGES_PENDING = 7;
  public static final int MISSING = 8;
  public static final int READER_GONE = 128 + 13;

  private ExitCode() {}

  public static int of(Problem problem) {
    return switch (problem) {
      case Problem.Malformed _ -> USAGE;
      case Problem.NoIdentity _ -> NO_IDENTITY;
      case Problem.Refused _ -> DENIED;
      case Problem.Unreachable _ -> UNREACHABLE;
      case Problem.Missing _ -> MISSING;
      case Problem.Unexpected _ -> UNEXPECTED;
    };
  }
}
