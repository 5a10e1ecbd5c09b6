package io.spiffeaws.credentials.cache;

import io.spiffeaws.file.FileFailure;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;

/// What can be wrong with the folder of kept sessions.
final class CacheProblems {
  private CacheProblems() {}

  /// Where others have rights to what is this user's.
  static ProblemException open(Path path) {
    return unsafe(
        path,
        "others have rights to it",
        "delete what is kept there, as others may have read it: spiffe-aws creds cache clear;"
            + " then chmod 700 the folder, or set XDG_CACHE_HOME to another");
  }

  /// Where it is not this user's own, so that nothing is deleted there.
  static ProblemException foreign(Path path, String why) {
    return unsafe(path, why, "remove it yourself, or set XDG_CACHE_HOME to a folder of your own");
  }

  private static ProblemException unsafe(Path path, String why, String hint) {
    return ProblemException.unexpected(
        "unsafe-cache", "what is kept at " + path + " is not used: " + why, hint);
  }

  static ProblemException cannotRead(Path path, IOException e) {
    return failed("cannot-read-cache", "cannot read " + path, e);
  }

  static ProblemException cannotDelete(Path path, IOException e) {
    return failed("cannot-delete", "cannot delete " + path, e);
  }

  /// For a warning, as a session that cannot be kept is good all the same.
  static Problem cannotKeep(CacheDirectory directory, IOException e) {
    return failed("cannot-keep", "nothing can be kept in " + directory, e).problem();
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
