package io.spiffeaws.sts;

import io.spiffeaws.problem.Problem;
import java.util.Optional;

/// Checks the issuer's provider and the role in the account, as far as the caller's permissions
/// allow.
public interface TrustReview {
  /// Finds no cause.
  TrustReview NONE = request -> Optional.empty();

  /// Returns the reason for which the token is denied, or empty if there is none or it cannot be
  /// read. Does not throw if a permission is missing.
  Optional<Problem> cause(ExchangeRequest request);
}
