package io.spiffeaws.credentials.cache;

import io.spiffeaws.fuzz.Target;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/// The parsers of this package.
public final class CacheTargets {
  private static final String SESSION =
      """
      {"version":1,"made_of":{"role":"arn:aws:iam::123456789012:role/a","duration":900},\
      "obtained_at":"2026-01-01T00:00:00Z","expires_at":"2026-01-01T01:00:00Z",\
      "assumed_role_arn":"arn:aws:sts::123456789012:assumed-role/a/b","account":"123456789012",\
      "access_key_id":"ASIA","secret_access_key":"s","session_token":"t"}\
      """;

  private CacheTargets() {}

  public static List<Target> all() {
    return List.of(
        Target.json(
            "cached session",
            text ->
                CachedSession.parse(text.getBytes(StandardCharsets.UTF_8))
                    .ifPresent(session -> {
                      session.usable(Instant.EPOCH);
                      session.expired(Instant.EPOCH);
                      session.bytes();
                    }),
            SESSION));
  }
}
