package io.spiffeaws.rolesanywhere;

import io.spiffeaws.credentials.SessionCredentials;

/// Creates sessions with IAM Roles Anywhere. Thread-safe. Every call returns within its timeout.
public interface SessionCreation {
  /// Prepares a call while the certificate is still being fetched. Does not block or throw.
  ///
  /// @param region the region of the call
  default void prepare(String region) {}

  /// Creates a session.
  ///
  /// @throws io.spiffeaws.problem.ProblemException refused, if the service denied or rejected the
  ///   request; unreachable, if it did not answer or failed
  SessionCredentials create(CreateSessionRequest request);
}
