package io.spiffeaws.sts;

import io.spiffeaws.credentials.SessionCredentials;

/// A proof of the caller's identity, which can be exchanged for a session. Not thread-safe.
public interface CallerProof {
  /// Returns the identity that is proved.
  CallerIdentity identity();

  /// Exchanges the proof for the first session of a request, with retries.
  ///
  /// @param request for this identity
  /// @throws io.spiffeaws.problem.ProblemException refused, if AWS denied or rejected the request,
  ///   with the cause if it can be found; unreachable, if AWS did not answer or failed
  SessionCredentials exchange(SessionRequest request);
}
