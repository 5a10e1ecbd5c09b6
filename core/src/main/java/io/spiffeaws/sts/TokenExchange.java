package io.spiffeaws.sts;

import io.spiffeaws.credentials.SessionCredentials;

/// Exchanges tokens for credentials with STS. Thread-safe. Every call returns within its timeout.
public interface TokenExchange {
  /// Prepares an exchange while the token is still being fetched. Does not block or throw.
  ///
  /// @param role the role of the exchange
  default void prepare(RoleArn role) {}

  /// Exchanges a token.
  ///
  /// @throws ProblemException refused, if STS denied or rejected the request, with a code of
  ///   [ExchangeRejection] if one applies; unreachable, if STS did not answer, failed or could not
  ///   reach the issuer
  SessionCredentials exchange(ExchangeRequest request);
}
