package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option `--issuer`.
public final class IssuerOption {
  private static final String VARIABLE = "SPIFFE_AWS_ISSUER";

  @Option(
      names = "--issuer",
      paramLabel = "URL",
      description = {"Issuer URL, exactly as in the tokens' iss", "[env: SPIFFE_AWS_ISSUER]"})
  private @Nullable String issuer;

  /// @throws ProblemException malformed, also if none is specified
  public IssuerUrl required(Invocation invocation) {
    return named(issuer, invocation).orElseThrow(IssuerOption::needed);
  }

  /// The issuer of a command that has it as an argument.
  ///
  /// @throws ProblemException malformed, also if none is specified
  public static IssuerUrl argument(@Nullable String argument, Invocation invocation) {
    return invocation
        .named(argument, "ISSUER-URL", VARIABLE)
        .map(value -> value.parse(IssuerUrl::parse))
        .orElseThrow(IssuerOption::needed);
  }

  /// The value of an option `--issuer`, else that of the variable.
  ///
  /// @throws ProblemException malformed
  public static Optional<IssuerUrl> named(@Nullable String option, Invocation invocation) {
    return invocation
        .named(option, "--issuer", VARIABLE)
        .map(value -> value.parse(IssuerUrl::parse));
  }

  private static ProblemException needed() {
    return ProblemException.malformed(
        "issuer-needed",
        "no issuer specified",
        "specify it as https://HOST[/PATH], or set SPIFFE_AWS_ISSUER");
  }
}
