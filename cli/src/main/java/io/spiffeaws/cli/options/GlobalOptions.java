package io.spiffeaws.cli.options;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.DurationText;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The options that every command has.
public final class GlobalOptions {
  /// The format of results.
  public enum Format {
    text,
    wide,
    json,
    yaml
  }

  /// When colour is used.
  public enum Color {
    auto,
    always,
    never
  }

  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  /// Far below 24 days, the maximum in milliseconds of the libraries that wait for an answer.
  private static final Duration LONGEST = Duration.ofDays(1);

  @Option(
      names = {"-o", "--output"},
      scope = ScopeType.INHERIT,
      paramLabel = "text|wide|json|yaml",
      description = {"Output format", "[default: text]"})
  private Format format = Format.text;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Print only results, warnings and errors")
  private boolean quiet;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print each call, its time and its status to standard error; never a secret")
  private boolean debug;

  @Option(
      names = "--color",
      scope = ScopeType.INHERIT,
      paramLabel = "auto|always|never",
      description = {
        "When to use colour; auto: on a terminal if NO_COLOR is not set",
        "[default: auto]"
      })
  private Color color = Color.auto;

  @Option(
      names = "--timeout",
      scope = ScopeType.INHERIT,
      paramLabel = "DURATION",
      description = {
        "Limit of each network call, such as 30s or 1m30s; at most 24h",
        "[env: SPIFFE_AWS_TIMEOUT] [default: 10s]"
      })
  private @Nullable Duration timeout;

  @Option(
      names = "--context",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description = {
        "Context of the configuration file",
        "[env: SPIFFE_AWS_CONTEXT] [default: its current_context]"
      })
  private @Nullable String context;

  @Option(
      names = "--config",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = {
        "Configuration file",
        "[env: SPIFFE_AWS_CONFIG] [default: ~/.config/spiffe-aws/config.toml]"
      })
  private @Nullable String config;

  @Option(
      names = {"-h", "--help"},
      scope = ScopeType.INHERIT,
      usageHelp = true,
      description = "Show this help")
  private boolean help;

  public Format format() {
    return format;
  }

  /// The value of `--context`.
  public Optional<String> context() {
    return Optional.ofNullable(context);
  }

  /// The value of `--config`.
  public Optional<String> config() {
    return Optional.ofNullable(config);
  }

  public boolean quiet() {
    return quiet;
  }

  public boolean debug() {
    return debug;
  }

  public Color color() {
    return color;
  }

  /// @param variable the value of `SPIFFE_AWS_TIMEOUT`
  /// @throws ProblemException malformed, if it is zero or more than a day
  public Duration timeout(Optional<NamedValue> variable) {
    return timeout != null
        ? checked(timeout)
        : variable
            .map(value -> value.parse(text -> checked(DurationText.parse(text))))
            .orElse(DEFAULT_TIMEOUT);
  }

  private static Duration checked(Duration timeout) {
    if (!timeout.isPositive()) {
      throw ProblemException.malformed(
          "no-time",
          "a timeout of 0s leaves no time for any call",
          "specify a longer --timeout, for example 10s");
    }
    if (timeout.compareTo(LONGEST) > 0) {
      throw ProblemException.malformed(
          "too-much-time",
          "a timeout of more than 24h is not supported",
          "specify a shorter --timeout, for example 10s");
    }
    return timeout;
  }

  /// Whether help was requested; the parser reports it.
  public boolean help() {
    return help;
  }
}
