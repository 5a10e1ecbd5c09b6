package io.spiffeaws.trust.role;

import io.spiffeaws.fuzz.Target;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/// The parsers of this package.
public final class RoleTargets {
  private static final Instant NOW = Instant.ofEpochMilli(1_764_489_600_000L);
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String ARN = "arn:aws:iam::123456789012:role/a";
  private static final TrustPolicy POLICY = TrustPolicy.parse("{\"Statement\":[]}");

  private RoleTargets() {}

  public static List<Target> all() {
    var written = new RecentTrustWrites(CLOCK, "");
    written.remember(ARN, POLICY, POLICY);
    written.remember(ARN, POLICY, POLICY);
    return List.of(
        Target.bytes(
            "recent trust writes",
            bytes -> {
              var text = new String(bytes, StandardCharsets.ISO_8859_1);
              var writes = new RecentTrustWrites(CLOCK, text);
              writes.stale(ARN, POLICY);
              writes.text();
            },
            written.text().getBytes(StandardCharsets.ISO_8859_1)));
  }
}
