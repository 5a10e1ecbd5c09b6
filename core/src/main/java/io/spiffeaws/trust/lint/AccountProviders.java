package io.spiffeaws.trust.lint;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.iam.OidcProviders;
import io.spiffeaws.trust.policy.ProviderArn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The OIDC providers of an account, as far as the caller may read them. Each is read once. Not
/// thread-safe.
public final class AccountProviders {
  private final Optional<Reader> providers;
  private final Map<ProviderArn, Optional<OidcProvider>> found = new HashMap<>();
  private Optional<List<ProviderArn>> listed = Optional.empty();
  private boolean listAttempted;

  private AccountProviders(Optional<Reader> providers) {
    this.providers = providers;
  }

  private record Reader(
      Supplier<List<ProviderArn>> list, Function<ProviderArn, Optional<OidcProvider>> find) {}

  public static AccountProviders of(OidcProviders providers) {
    return of(providers::list, providers::find);
  }

  /// The providers of an account.
  ///
  /// @param list returns all providers
  /// @param find returns one provider
  public static AccountProviders of(
      Supplier<List<ProviderArn>> list, Function<ProviderArn, Optional<OidcProvider>> find) {
    return new AccountProviders(Optional.of(new Reader(list, find)));
  }

  /// No providers are known, because there is no account to read.
  public static AccountProviders unknown() {
    return new AccountProviders(Optional.empty());
  }

  /// Returns all providers, or empty if they cannot be listed.
  public Optional<List<ProviderArn>> all() {
    if (!listAttempted) {
      listed = providers.flatMap(account -> seen(account.list()));
      listAttempted = true;
    }
    return listed;
  }

  /// Returns the audiences of a provider, or empty if it does not exist or cannot be read.
  public Optional<List<String>> audiences(ProviderArn arn) {
    if (all().filter(arns -> arns.contains(arn)).isEmpty()) {
      return Optional.empty();
    }
    return found
        .computeIfAbsent(
            arn,
            _ ->
                providers.flatMap(
                    account -> seen(() -> account.find().apply(arn)).flatMap(one -> one)))
        .map(OidcProvider::audiences);
  }

  private static <T> Optional<T> seen(Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (ProblemException e) {
      if (e.problem() instanceof Problem.Refused) {
        return Optional.empty(); // roles can be checked without them
      }
      throw e;
    }
  }
}
