package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.problem.ProblemException;
import picocli.CommandLine.Option;

/// The option `--cache`: whether sessions are cached for later programs with the same request.
public final class CacheOption {
  private static final String VARIABLE = "SPIFFE_AWS_CACHE";

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
  /// @throws ProblemException malformed, if the command line requests the cache for such a token,
  ///   or the variable has another value than yes and no
  public boolean cache(Invocation invocation, SessionOptions session) {
    var file = session.fileOption(invocation);
    if (cache && file.isPresent()) {
      throw ProblemException.malformed(
          "cache-without-agent",
          "sessions of %s are not cached: only the agent can confirm that the identity is still valid"
              .formatted(file.get()),
          "omit --cache or " + file.get());
    }
    return file.isEmpty() && (cache || chosen(invocation));
  }

  private static boolean chosen(Invocation invocation) {
    return invocation.environment(VARIABLE).map(CacheOption::yes).orElse(false);
  }

  private static boolean yes(String value) {
    return switch (value) {
      case "1", "true" -> true;
      case "0", "false" -> false;
      default ->
          throw ProblemException.malformed(
              "usage",
              "%s is \"%s\": expected 1, true, 0 or false".formatted(VARIABLE, value),
              "correct or unset " + VARIABLE);
    };
  }
}
