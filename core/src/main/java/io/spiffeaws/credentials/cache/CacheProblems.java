package io.spiffeaws.credentials.cache;

import io.spiffeaws.file.FileFailure;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;

/// Problems of the directory of cached sessions.
final class CacheProblems {
  private CacheProblems() {}

  /// Other users have permissions on the cache.
  static ProblemException open(Path path) {
    return unsafe(
        path,
        "other users have permissions on it",
        "delete its sessions, which other users may have read: spiffe-aws creds cache clear;"
            + " then set mode 700 on the directory, or set XDG_CACHE_HOME to another one");
  }

  /// The cache does not belong to this user, so nothing is deleted there.
  static ProblemException foreign(Path path, String why) {
    return unsafe(
        path, why, "delete it yourself, or set XDG_CACHE_HOME to a directory of your own");
  }

  private static ProblemException unsafe(Path path, String why, String hint) {
    return ProblemException.unexpected(
        "unsafe-cache", "the session cache " + path + " is not used: " + why, hint);
  }

  static ProblemException cannotRead(Path path, IOException e) {
    return failed("cannot-read-cache", "cannot read " + path, e);
  }

  static ProblemException cannotDelete(Path path, IOException e) {
    return failed("cannot-delete", "cannot delete " + path, e);
  }

  /// For a warning, since a session that cannot be stored is still valid.
  static Problem cannotStore(CacheDirectory directory, IOException e) {
    return failed("cannot-keep", "cannot store sessions in " + directory, e).problem();
  }

  private static ProblemException failed(String code, String what, IOException e) {
    return new ProblemException(
        new Problem.Unexpected(
            code,
            what + ": " + FileFailure.reason(e),
            "set XDG_CACHE_HOME to a directory of your own"),
        e);
  }
}
