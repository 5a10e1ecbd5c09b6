package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.problem.ProblemException;
import java.util.Set;
import picocli.CommandLine.Option;

/// The option `--cache`: whether sessions are cached for later programs with the same request.
public final class CacheOption {
  private static final Set<String> YES = Set.of("1", "true");

  @Option(
      names = "--cache",
      description = {
        "Share the session with other programs of this user through the session cache",
        "[env: SPIFFE_AWS_CACHE]"
      })
  private boolean cache;

  /// Whether the session cache is used. Sessions of a token or a certificate from a file are never
  /// cached: the file does not prove that its subject still has an identity.
  ///
  /// @throws ProblemException malformed, if the command line requests the cache for such a token
  public boolean cache(Invocation invocation, SessionOptions session) {
    var file = session.fileOption(invocation);
    if (cache && file.isPresent()) {
      throw ProblemException.malformed(
          "cache-without-agent",
          "sessions of %s are not cached: only the agent can confirm that the identity is still valid"
              .formatted(file.get()),
          "omit --cache or " + file.get());
    }
    return file.isEmpty()
        && (cache || invocation.environment("SPIFFE_AWS_CACHE").filter(YES::contains).isPresent());
  }
}
