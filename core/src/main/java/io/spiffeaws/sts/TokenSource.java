package io.spiffeaws.sts;

import io.spiffeaws.jwt.JwtToken;

/// Provides the token to exchange.
public interface TokenSource {
  /// Returns the current token; a later call returns a newer token if there is one.
  ///
  /// @throws io.spiffeaws.problem.ProblemException if there is no token
  JwtToken token();
}
