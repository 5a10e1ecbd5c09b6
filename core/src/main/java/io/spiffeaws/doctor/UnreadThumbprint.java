package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.oidc.IssuerFindings;
import io.spiffeaws.oidc.IssuerHandshake;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.sts.ExchangeRejection;
import io.spiffeaws.trust.subject.ProviderAudience;
import java.util.Optional;
import java.util.Set;

/// Explains a failed exchange to a reader who cannot read IAM: STS could not fetch the keys, this
/// machine could, and the CA of the issuer is private. Then the OIDC provider must have the
/// thumbprint of its certificates (IAM, CreateOpenIDConnectProvider).
final class UnreadThumbprint {
  private static final Set<String> KEYS =
      Set.of(
          ExchangeRejection.KEY_NOT_RETRIEVED.code(), ExchangeRejection.ISSUER_UNREACHABLE.code());

  private UnreadThumbprint() {}

  /// Returns the failed check, or empty if the thumbprint is not the likely cause.
  static Optional<Check> of(Problem exchange, JwtToken token, DoctorReport report) {
    return KEYS.contains(exchange.code())
            && !report.has("thumbprint")
            && report.checks().stream()
                .noneMatch(check -> check.failed() && check.name().startsWith("issuer"))
        ? report
            .findings()
            .flatMap(IssuerFindings::keyServer)
            .filter(server -> !server.publicCa())
            .map(server -> check(exchange, token, server))
        : Optional.empty();
  }

  private static Check check(Problem exchange, JwtToken token, IssuerHandshake.Inspection server) {
    return Check.bad(
        "exchange",
        "%s, but this machine can; its CA is private, so the OIDC provider must have the thumbprint"
                .formatted(exchange.message())
            + " %s, which could not be read there (requires iam:GetOpenIDConnectProvider)"
                .formatted(server.thumbprint()),
        "ask an operator with IAM permissions to add it with: "
            + TypedCommand.of(
                "spiffe-aws trust provider create %s --thumbprint auto", token.issuer().orElse(""))
            + audience(token)
            + "; if the provider has it, the issuer does not serve its documents to the public"
            + " internet");
  }

  /// The option that keeps the command from adding the default audience.
  private static String audience(JwtToken token) {
    return token.audiences().stream()
        .findFirst()
        .filter(audience -> !audience.equals(ProviderAudience.DEFAULT_AUDIENCE))
        .map(audience -> TypedCommand.of(" --audience %s", audience))
        .orElse("");
  }
}
