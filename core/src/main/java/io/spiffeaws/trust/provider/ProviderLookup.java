package io.spiffeaws.trust.provider;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.iam.OidcProviders;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.policy.IssuerKind;
import io.spiffeaws.trust.policy.ProviderArn;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds the provider that a command means.
public final class ProviderLookup {
  private ProviderLookup() {}

  /// The issuer's provider, as the role's trust policy or else the account has it; without an
  /// issuer the only one that the policy names.
  public static ProviderArn ofRole(Role role, Optional<IssuerUrl> issuer, OidcProviders providers) {
    var named = role.trust().providers();
    if (issuer.isPresent()) {
      return named.stream()
          .filter(arn -> arn.hostPath().equals(issuer.get().hostPath()))
          .findFirst()
          .orElseGet(() -> ofAccount(issuer.get(), providers));
    }
    if (named.size() == 1) {
      return named.getFirst();
    }
    throw ProblemException.malformed(
        "issuer-needed",
        named.isEmpty()
            ? "role " + role.name() + " trusts no OIDC provider yet, so it does not tell the issuer"
            : "role "
                + role.name()
                + " trusts several OIDC providers: "
                + named.stream().map(ProviderArn::url).collect(Collectors.joining(", ")),
        "name the issuer with --issuer, or set SPIFFE_AWS_ISSUER");
  }

  /// The same for SPIFFE IDs. Without an issuer, the only provider that the policy names must not
  /// be one whose subjects have another form, as GitHub's.
  ///
  /// @throws ProblemException malformed: `issuer-needed`; missing: the provider
  public static ProviderArn ofSpiffeIds(
      Role role, Optional<IssuerUrl> issuer, OidcProviders providers) {
    var provider = ofRole(role, issuer, providers);
    if (issuer.isEmpty() && IssuerKind.of(role.trust(), provider) == IssuerKind.OTHER) {
      throw ProblemException.malformed(
          "issuer-needed",
          "role %s trusts only %s, whose subjects are not SPIFFE IDs"
              .formatted(role.name(), provider.url()),
          "name the issuer of the SPIFFE IDs with --issuer, or set SPIFFE_AWS_ISSUER");
    }
    return provider;
  }

  /// @throws ProblemException missing, with the command that makes it
  public static ProviderArn ofAccount(IssuerUrl issuer, OidcProviders providers) {
    return providers
        .ofIssuer(issuer)
        .orElseThrow(() ->
            ProblemException.missing(
                "no-such-provider",
                "the account has no OIDC provider for " + issuer,
                ProviderCreation.hint("create it", issuer.text())));
  }
}
