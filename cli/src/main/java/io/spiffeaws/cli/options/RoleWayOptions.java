package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.trust.role.WayLookup;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options `--issuer` and `--trust-anchor-arn` of commands for an existing role, whose trust
/// policy may have only one of them.
public final class RoleWayOptions {
  @Option(
      names = "--issuer",
      paramLabel = "URL",
      description = {
        "Issuer URL, exactly as in the tokens' iss",
        "[env: SPIFFE_AWS_ISSUER] [default: the only issuer that the role trusts]"
      })
  private @Nullable String issuer;

  @Mixin private TrustAnchorOption anchor;

  /// Returns the specified way; without any, the role's policy decides.
  ///
  /// @param audience of the tokens
  /// @throws io.spiffeaws.problem.ProblemException malformed
  public WayLookup lookup(Optional<String> audience, Invocation invocation) {
    var ways = TrustWayOptions.of(issuer, anchor, invocation);
    return new WayLookup(ways.issuer(), audience, ways.anchor(), ways.variable());
  }
}
