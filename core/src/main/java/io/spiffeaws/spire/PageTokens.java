package io.spiffeaws.spire;

import io.spiffeaws.problem.ProblemException;
import java.util.HashSet;
import java.util.Set;

/// The page tokens of one listing. Each is followed only once, since a server that repeats a token
/// would cause an endless loop. Not thread-safe.
final class PageTokens {
  private static final int MOST = 100_000;

  private final String operation;
  private final Set<String> seen = new HashSet<>();

  /// @param operation the API operation, for the message
  PageTokens(String operation) {
    this.operation = operation;
  }

  /// Returns whether another page follows.
  ///
  /// @param next the token from the page; empty on the last page
  /// @throws ProblemException unreachable, if the token was seen before, or there are more than
  ///   100,000 pages
  boolean follow(String next) {
    if (next.isEmpty()) {
      return false;
    }
    if (!seen.add(next) || seen.size() > MOST) {
      throw ProblemException.unreachable(
          "repeated-page-token",
          "the SPIRE server repeats the page token of " + operation + ", so its list has no end",
          "run the command again; if it fails again, check the server and any proxy in between");
    }
    return true;
  }
}
