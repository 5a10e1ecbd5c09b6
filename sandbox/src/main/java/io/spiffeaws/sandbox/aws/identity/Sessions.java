package io.spiffeaws.sandbox.aws.identity;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The sessions that were given out. Those that have expired stay, since a caller is told that they
/// have. Safe for many threads.
public final class Sessions {
  private final Map<String, RoleSession> byAccessKey = new ConcurrentHashMap<>();

  public void add(RoleSession session) {
    byAccessKey.put(session.accessKeyId(), session);
  }

  public Optional<RoleSession> find(String accessKeyId) {
    return Optional.ofNullable(byAccessKey.get(accessKeyId));
  }
}
