package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.refresh.RefreshListener;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Counts the renewals of a role's credentials. Thread-safe.
public final class SessionMetrics {
  private final String role;
  private final Map<String, Long> failures = new TreeMap<>();
  private long refreshes;
  private @Nullable Instant end;

  /// @param role the ARN of the role
  public SessionMetrics(String role) {
    this.role = role;
  }

  String role() {
    return role;
  }

  /// Returns a listener that counts renewals and passes each call on to another listener.
  public RefreshListener<SessionCredentials> counting(RefreshListener<SessionCredentials> other) {
    return new RefreshListener<>() {
      @Override
      public void renewed(SessionCredentials credentials) {
        other.renewed(credentials);
        count(credentials);
      }

      @Override
      public void failed(Problem problem) {
        count(problem);
        other.failed(problem);
      }

      @Override
      public void failing(Problem problem, Instant next) {
        other.failing(problem, next);
      }

      @Override
      public void recovered() {
        other.recovered();
      }

      @Override
      public void expired(SessionCredentials credentials) {
        other.expired(credentials);
      }
    };
  }

  private synchronized void count(SessionCredentials credentials) {
    refreshes++;
    end = credentials.expiresAt();
  }

  private synchronized void count(Problem problem) {
    failures.merge(problem.code(), 1L, Long::sum);
  }

  synchronized long refreshes() {
    return refreshes;
  }

  /// Returns the number of failed renewals by problem code.
  synchronized Map<String, Long> failures() {
    return Map.copyOf(failures);
  }

  /// Returns when the newest credentials expire; empty if there are none yet.
  synchronized Optional<Instant> end() {
    return Optional.ofNullable(end);
  }
}
