package io.spiffeaws.spire;

import io.spiffeaws.problem.ProblemException;
import java.util.HashSet;
import java.util.Set;

/// The page tokens of one listing, each of which is followed once: a server that repeats one would
/// be asked for ever. Not thread-safe.
final class PageTokens {
  private static final int MOST = 100_000;

  private final String operation;
  private final Set<String> seen = new HashSet<>();

  /// @param operation of the API, for the message
  PageTokens(String operation) {
    this.operation = operation;
  }

  /// Whether another page follows.
  ///
  /// @param next the token that came with a page; empty with the last one
  /// @throws ProblemException unreachable, if the token came before, or there are more than 100,000
  ///   pages
  boolean follow(String next) {
    if (next.isEmpty()) {
      return false;
    }
    if (!seen.add(next) || seen.size() > MOST) {
      throw ProblemException.unreachable(
          "repeated-page-token",
          "the SPIRE server repeats the page token of " + operation + ", so its list has no end",
          "run the command again; if it stays so, check the server and any proxy between");
    }
    return true;
  }
}
