package io.spiffeaws.sandbox.workload;

import com.google.protobuf.ByteString;
import io.spiffe.workloadapi.grpc.Workload.X509SVID;
import io.spiffeaws.sandbox.spire.TrustDomainKeys;
import io.spiffeaws.sandbox.spire.X509Authorities;
import io.spiffeaws.sandbox.spire.X509Authority;
import io.spiffeaws.sandbox.tls.CertificateAuthority;
import io.spiffeaws.sandbox.tls.Validity;
import io.spiffeaws.spire.proto.types.Entry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Issues X509-SVIDs. It returns the same SVID until its entry changes or half of its lifetime has
/// passed, or its authority is tainted. Thread-safe.
final class X509Svids {
  /// SPIRE's default `default_x509_svid_ttl`.
  private static final Duration DEFAULT_TTL = Duration.ofHours(1);

  private final X509Authorities authorities;
  private final Clock clock;
  private final Map<Entry, Issued> cache = new HashMap<>();

  X509Svids(X509Authorities authorities, Clock clock) {
    this.authorities = authorities;
    this.clock = clock;
  }

  private record Issued(X509SVID svid, X509Authority authority, Instant renewal) {}

  synchronized X509SVID fetch(Entry entry, String spiffeId) {
    var now = clock.instant();
    cache.values().removeIf(issued -> isDue(issued, now));
    return cache.computeIfAbsent(entry, e -> issue(e, spiffeId, now)).svid().toBuilder()
        .setBundle(ByteString.copyFrom(authorities.bundleDer()))
        .build();
  }

  /// Discards the SVIDs that must be renewed.
  ///
  /// @return whether there were any
  synchronized boolean discardDue() {
    var now = clock.instant();
    return cache.values().removeIf(issued -> isDue(issued, now));
  }

  private boolean isDue(Issued issued, Instant now) {
    return !now.isBefore(issued.renewal()) || authorities.isSuspect(issued.authority());
  }

  private Issued issue(Entry entry, String spiffeId, Instant now) {
    var ttl = entry.getX509SvidTtl() > 0 ? Duration.ofSeconds(entry.getX509SvidTtl()) : DEFAULT_TTL;
    var authority = authorities.active();
    var until = now.plus(ttl).isAfter(authority.expires()) ? authority.expires() : now.plus(ttl);
    var keys = CertificateAuthority.newKeys();
    var der =
        authority.issue(
            spiffeId,
            keys.getPublic(),
            entry.getDnsNamesList(),
            new Validity(now.minus(TrustDomainKeys.BACKDATE), until));
    var svid =
        X509SVID
            .newBuilder()
            .setSpiffeId(spiffeId)
            .setX509Svid(ByteString.copyFrom(der))
            .setX509SvidKey(ByteString.copyFrom(keys.getPrivate().getEncoded()))
            .setHint(entry.getHint())
            .build();
    return new Issued(svid, authority, now.plus(ttl.dividedBy(2)));
  }
}
