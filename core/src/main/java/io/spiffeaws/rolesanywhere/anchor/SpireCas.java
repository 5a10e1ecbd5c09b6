package io.spiffeaws.rolesanywhere.anchor;

import io.spiffeaws.spire.X509Authorities;
import io.spiffeaws.spire.X509Bundles;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The CAs of a SPIRE server. It remembers when it saw each one sign: the server reports neither
/// that nor the lifetime of X509-SVIDs. Not thread-safe.
public final class SpireCas implements CaSource {
  private final X509Authorities authorities;
  private final X509Bundles bundles;
  private final InstantSource clock;
  private final Optional<Duration> svidTtl;
  private final Map<String, Instant> seenActive = new HashMap<>();

  /// @param svidTtl the longest lifetime of X509-SVIDs; if empty, they may be valid until their CA
  ///   expires
  public SpireCas(
      X509Authorities authorities,
      X509Bundles bundles,
      InstantSource clock,
      Optional<Duration> svidTtl) {
    this.authorities = authorities;
    this.bundles = bundles;
    this.clock = clock;
    this.svidTtl = svidTtl;
  }

  /// The states are read before the bundle, so a CA that is created in between is only listed.
  @Override
  public CaSelection select() {
    var state = authorities.state();
    var now = clock.instant();
    seenActive.put(state.active().id(), now);
    return CaSelection.of(state, bundles.x509Authorities(), now, id -> isUnused(id, now));
  }

  private boolean isUnused(String id, Instant now) {
    return svidTtl.isPresent()
        && seenActive.containsKey(id)
        && seenActive.get(id).plus(svidTtl.get()).isBefore(now);
  }
}
