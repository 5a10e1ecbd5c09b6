package io.spiffeaws.credentials.cache;

import io.spiffeaws.file.FileFailure;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
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

  static ProblemException cannotRead(Path path, IOException e) {
    return failed("cannot-read-cache", "cannot read " + path, e);
  }

  static ProblemException cannotKeep(Path path, IOException e) {
    return failed("cannot-keep", "cannot change " + path, e);
  }

  private static ProblemException failed(String code, String what, IOException e) {
    return new ProblemException(
        new Problem.Unexpected(
            code,
            what + ": " + FileFailure.reason(e),
            "set XDG_CACHE_HOME to a folder of your own"),
        e);
  }
}
