package io.spiffeaws.trust.policy;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.TypedCommand;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A principal of a trust policy that is probably meant to be an OIDC provider, but is not its ARN.
/// A statement that is added for the provider would leave the mistake in the policy.
///
/// @param principal as written in the policy
/// @param meant the provider that it is similar to
public record MisspelledPrincipal(String principal, ProviderArn meant) {
  /// Returns the misspelt provider, or empty if the policy names the provider itself, or no
  /// principal is similar to it.
  ///
  /// @param account all providers of the account
  public static Optional<MisspelledPrincipal> of(
      TrustPolicy policy, ProviderArn provider, List<ProviderArn> account) {
    return policy.providers().contains(provider)
        ? Optional.empty()
        : similar(policy, provider)
            .filter(
                Predicate.not(
                    name -> account.stream().map(ProviderArn::text).anyMatch(name::equals)))
            .filter(
                name -> MisspelledProvider.only(name, account).filter(provider::equals).isPresent())
            .findFirst()
            .map(name -> new MisspelledPrincipal(name, provider));
  }

  /// Returns whether a principal is similar to a provider, whatever the account has.
  public static boolean isLikely(TrustPolicy policy, ProviderArn provider) {
    return similar(policy, provider).findAny().isPresent();
  }

  private static Stream<String> similar(TrustPolicy policy, ProviderArn provider) {
    return policy.statements().stream()
        .filter(TrustStatement::allows)
        .flatMap(one -> Stream.concat(one.federated().stream(), one.principals("AWS").stream()))
        .filter(name -> MisspelledProvider.difference(name, provider).isPresent());
  }

  /// The problem of a change that needs the provider.
  ///
  /// @param role the role's name
  /// @param hint how to correct it
  public Problem problem(String role, String hint) {
    return new Problem.Refused(
        "misspelt-provider",
        "the trust policy of role %s names the provider %s, which does not exist, but %s does"
            .formatted(role, principal, meant),
        hint);
  }

  /// The hint with the command that replaces the principal.
  public static String lint(String role) {
    return TypedCommand.of("to correct it, run: spiffe-aws trust lint %s --fix", role);
  }
}
