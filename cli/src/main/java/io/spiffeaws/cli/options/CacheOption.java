package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.problem.ProblemException;
import java.util.Set;
import picocli.CommandLine.Option;

/// `--cache`: whether sessions are kept for the next program that wants the same.
public final class CacheOption {
  private static final Set<String> YES = Set.of("1", "true");

  @Option(
      names = "--cache",
      description = {
        "Share the session with other programs of this user through the session cache",
        "[env: SPIFFE_AWS_CACHE]"
      })
  private boolean cache;

  /// A token from elsewhere proves to nobody that its subject is still one, so its sessions are
  /// never kept.
  ///
  /// @throws ProblemException malformed, where that was asked for on the command line
  public boolean cache(Invocation invocation, SessionOptions session) {
    if (cache && session.tokenFile().isPresent()) {
      throw ProblemException.malformed(
          "cache-without-agent",
          "sessions of a token from elsewhere are not kept: only the agent can say that the identity"
              + " still stands",
          "leave --cache or --token-file out");
    }
    return session.tokenFile().isEmpty()
        && (cache || invocation.environment("SPIFFE_AWS_CACHE").filter(YES::contains).isPresent());
  }
}
