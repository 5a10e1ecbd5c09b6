package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.oidc.IssuerUrl;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option `--issuer` of commands for an existing role, whose trust policy may have only one.
public final class RoleIssuerOption {
  @Option(
      names = "--issuer",
      paramLabel = "URL",
      description = {
        "Issuer URL, exactly as in the tokens' iss",
        "[env: SPIFFE_AWS_ISSUER] [default: the only issuer that the role trusts]"
      })
  private @Nullable String issuer;

  /// Returns the issuer of the option, else that of the variable, or empty if neither is set.
  ///
  /// @throws ProblemException malformed
  public Optional<IssuerUrl> issuer(Invocation invocation) {
    return IssuerOption.named(issuer, invocation);
  }
}
