package io.spiffeaws.sts;

import io.spiffeaws.credentials.SessionCredentials;
import java.util.function.Supplier;

/// Caches sessions for reuse. It is called only after a new token has proved the subject again.
public interface SessionStore {
  /// Caches nothing.
  SessionStore NONE = (_, obtain) -> obtain.get();

  /// Returns the cached session of an equal request, or obtains a new session and caches it.
  ///
  /// @param obtain obtains a new session; called at most once
  /// @throws io.spiffeaws.problem.ProblemException if `obtain` throws it, or if other users can
  ///   access the cache
  SessionCredentials session(SessionRequest request, Supplier<SessionCredentials> obtain);
}
