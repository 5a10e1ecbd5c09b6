package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The values of `--issuer` and `--trust-anchor-arn`. An option for one of them disables the
/// variable of the other, and a variable disables the context.
///
/// @param variable the variable or the setting that the value came from; empty if it is an option
record TrustWayOptions(
    Optional<IssuerUrl> issuer, Optional<RolesAnywhereArn> anchor, Optional<String> variable) {
  private static final String ISSUER = "SPIFFE_AWS_ISSUER";

  /// @param issuer value of the option; null if it is not specified
  /// @throws ProblemException malformed: a value; or if no option is specified, and both variables
  ///   are set
  static TrustWayOptions of(
      @Nullable String issuer, TrustAnchorOption anchor, Invocation invocation) {
    var written = Optional.ofNullable(anchor.written());
    if (issuer != null || written.isPresent()) {
      return new TrustWayOptions(
          Optional.ofNullable(issuer).flatMap(url -> IssuerOption.named(url, invocation)),
          written.map(
              text -> TrustAnchorOption.parse(new NamedValue(text, TrustAnchorOption.NAME))),
          Optional.empty());
    }
    var variable = TrustAnchorOption.ofVariable(invocation);
    if (variable.isEmpty()) {
      return ofIssuer(invocation);
    }
    if (invocation.isSet(ISSUER)) {
      throw ProblemException.malformed(
          "way-needed",
          "both %s and %s are set".formatted(ISSUER, TrustAnchorOption.VARIABLE),
          "specify --issuer URL or --trust-anchor-arn ARN");
    }
    return new TrustWayOptions(
        Optional.empty(), variable.map(TrustAnchorOption::parse), variable.map(NamedValue::name));
  }

  private static TrustWayOptions ofIssuer(Invocation invocation) {
    var value = invocation.named(null, "--issuer", ISSUER);
    return new TrustWayOptions(
        value.map(named -> named.parse(IssuerUrl::parse)),
        Optional.empty(),
        value.map(NamedValue::name));
  }
}
