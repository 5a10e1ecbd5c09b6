package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options `--issuer` and `--trust-anchor-arn` of commands that write a new trust policy: one
/// of them, or both.
public final class NewWayOptions {
  @Option(
      names = "--issuer",
      paramLabel = "URL",
      description = {"Issuer URL, exactly as in the tokens' iss", "[env: SPIFFE_AWS_ISSUER]"})
  private @Nullable String issuer;

  @Mixin private TrustAnchorOption anchor;

  /// The specified ways.
  ///
  /// @param issuer whose tokens are allowed; empty for none
  /// @param anchor whose certificates are allowed; empty for none
  public record Ways(Optional<IssuerUrl> issuer, Optional<RolesAnywhereArn> anchor) {}

  /// @throws ProblemException malformed, also if none is specified
  public Ways required(Invocation invocation) {
    var ways = TrustWayOptions.of(issuer, anchor, invocation);
    if (ways.issuer().isEmpty() && ways.anchor().isEmpty()) {
      throw ProblemException.malformed(
          "issuer-needed",
          "no issuer and no trust anchor specified",
          "specify --issuer https://HOST[/PATH] or --trust-anchor-arn ARN, or set"
              + " SPIFFE_AWS_ISSUER");
    }
    return new Ways(ways.issuer(), ways.anchor());
  }
}
