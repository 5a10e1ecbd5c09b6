package io.spiffeaws.sts;

import io.spiffeaws.problem.Problem;
import java.util.Optional;

/// Looks at what the account says of an issuer and a role, as far as the caller may see it.
public interface TrustReview {
  /// Sees nothing.
  TrustReview NONE = request -> Optional.empty();

  /// @return what keeps the token out; empty where nothing does, or it cannot be seen. Never throws
  ///   for want of rights
  Optional<Problem> cause(ExchangeRequest request);
}
