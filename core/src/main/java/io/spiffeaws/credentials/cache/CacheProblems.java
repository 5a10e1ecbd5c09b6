package io.spiffeaws.credentials.cache;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/// What can be wrong with the folder of kept sessions.
final class CacheProblems {
  private CacheProblems() {}

  static ProblemException unsafe(Path path, String why) {
    return new ProblemException(
        new Problem.Unexpected(
            "unsafe-cache",
            "sessions are not kept in " + path + ": " + why,
            "delete what is kept there, as others may have read it: spiffe-aws creds cache clear;"
                + " then chmod 700 the folder, or set XDG_CACHE_HOME to another"));
  }

  static ProblemException cannotRead(Path path, Exception e) {
    return failed("cannot-read-cache", "cannot read " + path, e);
  }

  static ProblemException cannotKeep(Path path, IOException e) {
    return failed("cannot-keep", "cannot change " + path, e);
  }

  private static ProblemException failed(String code, String what, Exception e) {
    return new ProblemException(
        new Problem.Unexpected(
            code, what + ": " + why(e), "set XDG_CACHE_HOME to a folder of your own"),
        e);
  }

  private static String why(Exception e) {
    return switch (e) {
      case AccessDeniedException _ -> "it is not permitted";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      default -> "the system does not let it";
    };
  }
}
