package io.spiffeaws.trust.provider;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.text.EditDistance;
import io.spiffeaws.trust.iam.OidcProviders;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.policy.IssuerKind;
import io.spiffeaws.trust.policy.ProviderArn;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds the OIDC provider for a command.
public final class ProviderLookup {
  private static final int MOST_TYPING_ERRORS = 2;

  private ProviderLookup() {}

  /// Returns the provider of an issuer, from the role's trust policy or else from the account.
  /// Without an issuer, returns the only provider that the policy names.
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
            ? "role " + role.name() + " trusts no OIDC provider yet, so the issuer is unknown"
            : "role "
                + role.name()
                + " trusts several OIDC providers: "
                + named.stream().map(ProviderArn::url).collect(Collectors.joining(", ")),
        "specify the issuer with --issuer, or set SPIFFE_AWS_ISSUER");
  }

  /// Returns the provider for SPIFFE IDs, like [#ofRole]. Without an issuer, the only provider that
  /// the policy names must not have subjects of another form, such as GitHub's.
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
          "specify the issuer of the SPIFFE IDs with --issuer, or set SPIFFE_AWS_ISSUER");
    }
    return provider;
  }

  /// Returns the provider of an issuer in the account.
  ///
  /// @throws ProblemException missing, with the command that creates it
  public static ProviderArn ofAccount(IssuerUrl issuer, OidcProviders providers) {
    return providers
        .ofIssuer(issuer)
        .orElseThrow(() -> missing(issuer, similar(issuer, providers)));
  }

  /// Checks that an issuer without a provider is not the misspelt one of a provider.
  ///
  /// @throws ProblemException missing, with the issuer that is probably meant
  public static void checkSpelling(IssuerUrl issuer, OidcProviders providers) {
    var similar = similar(issuer, providers);
    if (similar.isPresent()) {
      throw missing(issuer, similar);
    }
  }

  private static ProblemException missing(IssuerUrl issuer, Optional<String> similar) {
    return ProblemException.missing(
        "no-such-provider",
        "the account has no OIDC provider for " + issuer,
        similar.map(url -> TypedCommand.of("did you mean %s? if not, ", url)).orElse("")
            + ProviderCreation.hint("create it with", issuer.text()));
  }

  /// Returns the issuer of a provider whose URL differs by a typing error; empty if there is none.
  private static Optional<String> similar(IssuerUrl issuer, OidcProviders providers) {
    return providers.list().stream()
        .map(ProviderArn::url)
        .filter(url -> EditDistance.between(url, issuer.text()) <= MOST_TYPING_ERRORS)
        .findFirst();
  }
}
