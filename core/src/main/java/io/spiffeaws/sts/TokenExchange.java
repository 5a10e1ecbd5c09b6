package io.spiffeaws.sts;

import io.spiffeaws.credentials.SessionCredentials;

/// STS, as far as tokens are exchanged for credentials. Safe for use by several threads; every call
/// ends within its deadline.
public interface TokenExchange {
  /// Begins what needs no token, while one is still being fetched; neither waits nor fails.
  ///
  /// @param role that an exchange will be for
  default void prepare(RoleArn role) {}

  /// @throws ProblemException refused, with one of [ExchangeRefusal]'s codes where STS has one;
  ///   unreachable, where STS did not answer, failed on its side or could not ask the issuer
  SessionCredentials exchange(ExchangeRequest request);
}
