package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option `--trust-anchor-arn` of commands on trust policies.
public final class TrustAnchorOption {
  static final String NAME = "--trust-anchor-arn";
  static final String VARIABLE = "SPIFFE_AWS_TRUST_ANCHOR_ARN";

  @Option(
      names = NAME,
      paramLabel = "ARN",
      description = {
        "Trust anchor of IAM Roles Anywhere, for X509-SVIDs instead of tokens",
        "[env: SPIFFE_AWS_TRUST_ANCHOR_ARN]"
      })
  private @Nullable String anchor;

  /// The value of the option, as written; null if it is not specified.
  @Nullable String written() {
    return anchor;
  }

  /// Parses the ARN of a trust anchor.
  ///
  /// @throws io.spiffeaws.problem.ProblemException malformed
  static RolesAnywhereArn parse(NamedValue value) {
    return value.parse(text -> RolesAnywhereArn.parse(text, RolesAnywhereArn.Type.TRUST_ANCHOR));
  }

  /// The trust anchor of the variable.
  static Optional<NamedValue> ofVariable(Invocation invocation) {
    return invocation.named(null, NAME, VARIABLE);
  }
}
