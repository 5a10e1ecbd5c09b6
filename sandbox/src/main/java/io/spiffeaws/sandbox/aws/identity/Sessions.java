package io.spiffeaws.sandbox.aws.identity;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// All sessions that were issued. Expired sessions are not deleted, because AWS reports them as
/// expired. Thread-safe.
public final class Sessions {
  private final Map<String, RoleSession> byAccessKey = new ConcurrentHashMap<>();

  public void add(RoleSession session) {
    byAccessKey.put(session.accessKeyId(), session);
  }

  public Optional<RoleSession> find(String accessKeyId) {
    return Optional.ofNullable(byAccessKey.get(accessKeyId));
  }
}
