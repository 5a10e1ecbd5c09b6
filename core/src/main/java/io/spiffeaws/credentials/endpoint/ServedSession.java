package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.refresh.AutoRefreshed;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// The current credentials of a role. Thread-safe.
@FunctionalInterface
public interface ServedSession {
  /// Returns the credentials; waits up to two seconds if there are none that have not expired.
  ///
  /// @throws io.spiffeaws.problem.ProblemException if there are none after that
  SessionCredentials await();

  /// Returns credentials that have not expired; empty if there are none, or only [#await] can
  /// obtain them. Never waits.
  default Optional<SessionCredentials> ready() {
    return Optional.empty();
  }

  /// Serves refreshed credentials.
  ///
  /// @param wait the limit of [#await]
  static ServedSession of(AutoRefreshed<SessionCredentials> credentials, Duration wait) {
    return of(credentials, refreshed -> refreshed.current(wait));
  }

  /// Serves refreshed credentials; waits as long as the refresher's retry budget allows.
  static ServedSession of(AutoRefreshed<SessionCredentials> credentials) {
    return of(credentials, AutoRefreshed::current);
  }

  private static ServedSession of(
      AutoRefreshed<SessionCredentials> credentials,
      Function<AutoRefreshed<SessionCredentials>, SessionCredentials> await) {
    return new ServedSession() {
      @Override
      public SessionCredentials await() {
        return await.apply(credentials);
      }

      @Override
      public Optional<SessionCredentials> ready() {
        return credentials.ready();
      }
    };
  }
}
