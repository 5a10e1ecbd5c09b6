package io.spiffeaws.sts;

import io.spiffeaws.credentials.SessionCredentials;
import java.util.function.Supplier;

/// Sessions that were obtained before and may be used again. It is asked only after the subject of
/// the session has been proved anew.
public interface SessionStore {
  /// Keeps nothing.
  SessionStore NONE = (_, obtain) -> obtain.get();

  /// A kept session that was wanted just so, else a new one, which is then kept.
  ///
  /// @param obtain makes a new one; called once at most
  /// @throws io.spiffeaws.problem.ProblemException as `obtain` does, or where what is kept is not
  ///   safe from others
  SessionCredentials session(SessionRequest wanted, Supplier<SessionCredentials> obtain);
}
