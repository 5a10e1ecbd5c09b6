package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.problem.ProblemException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Counts how a role's credentials are renewed. Safe for use by several threads.
public final class SessionMetrics {
  private final String role;
  private final Map<String, Long> failures = new TreeMap<>();
  private long refreshes;
  private @Nullable Instant end;

  /// @param role its ARN
  public SessionMetrics(String role) {
    this.role = role;
  }

  String role() {
    return role;
  }

  /// The same source, each of whose results is counted.
  public Supplier<SessionCredentials> counted(Supplier<SessionCredentials> source) {
    return () -> {
      try {
        return renewed(source.get());
      } catch (ProblemException e) {
        failed(e.problem().code());
        throw e;
      }
    };
  }

  private synchronized SessionCredentials renewed(SessionCredentials credentials) {
    refreshes++;
    end = credentials.expiresAt();
    return credentials;
  }

  private synchronized void failed(String code) {
    failures.merge(code, 1L, Long::sum);
  }

  synchronized long refreshes() {
    return refreshes;
  }

  /// How often renewing failed, by the problem's code.
  synchronized Map<String, Long> failures() {
    return Map.copyOf(failures);
  }

  /// When the newest credentials end; empty where there were none yet.
  synchronized Optional<Instant> end() {
    return Optional.ofNullable(end);
  }
}
