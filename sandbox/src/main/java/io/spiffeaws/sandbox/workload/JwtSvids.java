package io.spiffeaws.sandbox.workload;

import io.spiffeaws.json.Json;
import io.spiffeaws.sandbox.spire.JwtAuthority;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.spire.proto.types.Entry;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Issues JWT-SVIDs like SPIRE (`pkg/server/credtemplate/builder.go`). Like the agent's cache, it
/// returns the same token until half of its lifetime has passed. Thread-safe.
final class JwtSvids {
  private final JwtAuthority authority;
  private final String issuer;
  private final Duration defaultTtl;
  private final Clock clock;
  private final Map<Key, Issued> cache = new HashMap<>();

  /// Creates an issuer of tokens.
  ///
  /// @param issuer the `iss` of every token
  /// @param defaultTtl lifetime of a token whose entry sets none
  JwtSvids(JwtAuthority authority, String issuer, Duration defaultTtl, Clock clock) {
    this.authority = authority;
    this.issuer = issuer;
    this.defaultTtl = defaultTtl;
    this.clock = clock;
  }

  private record Key(String spiffeId, List<String> audiences) {}

  private record Issued(Secret token, Instant from, Instant until) {
    boolean fresh(Instant now) {
      return now.isBefore(from.plus(Duration.between(from, until).dividedBy(2)));
    }
  }

  /// Returns a token.
  ///
  /// @param audiences at least one, none of them empty
  synchronized Secret fetch(Entry entry, String spiffeId, List<String> audiences) {
    var now = clock.instant();
    if (entry.getAdditionalAttributes().getJwtSvidIncludeJti()) {
      return issue(entry, spiffeId, audiences, now).token();
    }
    var key = new Key(spiffeId, audiences.stream().sorted().toList());
    var cached = cache.get(key);
    if (cached != null && cached.fresh(now)) {
      return cached.token();
    }
    var issued = issue(entry, spiffeId, audiences, now);
    cache.put(key, issued);
    return issued.token();
  }

  private Issued issue(Entry entry, String spiffeId, List<String> audiences, Instant now) {
    var ttl = entry.getJwtSvidTtl() > 0 ? Duration.ofSeconds(entry.getJwtSvidTtl()) : defaultTtl;
    var until = now.plus(ttl).isAfter(authority.expires()) ? authority.expires() : now.plus(ttl);
    var claims =
        Json.object()
            .with("aud", Json.strings(audiences))
            .with("exp", Json.of(until.getEpochSecond()))
            .with("iat", Json.of(now.getEpochSecond()))
            .with("iss", Json.of(issuer));
    if (entry.getAdditionalAttributes().getJwtSvidIncludeJti()) {
      claims = claims.with("jti", Json.of(newTokenId()));
    }
    return new Issued(authority.sign(claims.with("sub", Json.of(spiffeId))), now, until);
  }

  private static String newTokenId() {
    var id = UUID.randomUUID();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
  }
}
