package io.spiffeaws.sandbox.spire;

import io.spiffeaws.sandbox.tls.Validity;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// The X.509 authorities of the trust domain and their rotation, as in SPIRE's CA manager
/// (`pkg/server/ca/manager`) and its service (`pkg/server/api/localauthority/v1`). Thread-safe.
public final class X509Authorities {
  /// SPIRE's default `ca_ttl`.
  static final Duration CA_TTL = Duration.ofHours(24);

  /// How long an expired authority stays in the bundle.
  private static final Duration KEPT = Duration.ofHours(24);

  private final String trustDomain;
  private final Clock clock;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final List<Bundled> bundle = new ArrayList<>();
  private X509Authority active;
  private Optional<Next> next = Optional.empty();
  private long sequence;

  /// An authority of the bundle.
  public record Bundled(X509Authority authority, boolean tainted) {}

  /// The authority other than the active one: either the prepared or the old one.
  private record Next(X509Authority authority, boolean prepared) {}

  /// The authorities by state.
  record State(
      X509Authority active, Optional<X509Authority> prepared, Optional<X509Authority> old) {}

  X509Authorities(String trustDomain, Clock clock) {
    this.trustDomain = trustDomain;
    this.clock = clock;
    this.active = create();
  }

  /// Registers a listener that is called after every change, on the thread that made the change.
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /// Returns the authority that signs.
  public synchronized X509Authority active() {
    return active;
  }

  /// Returns the authorities whose SVIDs are accepted, the oldest first.
  public synchronized List<Bundled> bundle() {
    var limit = clock.instant().minus(KEPT);
    bundle.removeIf(each -> each.authority().expires().isBefore(limit));
    return List.copyOf(bundle);
  }

  /// Returns the certificates of the bundle, in DER, one after the other.
  public byte[] bundleDer() {
    var der = new ByteArrayOutputStream();
    bundle().forEach(each -> der.writeBytes(each.authority().der()));
    return der.toByteArray();
  }

  /// Returns the number of the bundle's version.
  synchronized long sequence() {
    return sequence;
  }

  /// Returns whether SVIDs of an authority must be replaced.
  public boolean isSuspect(X509Authority authority) {
    return bundle().stream()
        .noneMatch(each -> each.authority().equals(authority) && !each.tainted());
  }

  synchronized State state() {
    return new State(
        active,
        next.filter(Next::prepared).map(Next::authority),
        next.filter(each -> !each.prepared()).map(Next::authority));
  }

  /// Creates the authority that signs next. It replaces the old or prepared one in its role, but
  /// not in the bundle.
  X509Authority prepare() {
    X509Authority prepared;
    synchronized (this) {
      prepared = create();
      next = Optional.of(new Next(prepared, true));
    }
    changed();
    return prepared;
  }

  X509Authority activate(String id) throws RequestError {
    X509Authority activated;
    synchronized (this) {
      var prepared = expected(id);
      if (!prepared.prepared()) {
        throw RequestError.internal(
            "only Prepared authorities can be activated: unsupported local authority status: OLD");
      }
      activated = prepared.authority();
      next = Optional.of(new Next(active, false));
      active = activated;
    }
    changed();
    return activated;
  }

  X509Authority taint(String id) throws RequestError {
    X509Authority tainted;
    synchronized (this) {
      if (id.equals(active.id())) {
        throw RequestError.invalid("unable to taint current local authority");
      }
      var old = expected(id);
      if (old.prepared()) {
        throw RequestError.invalid(
            "only Old local authorities can be tainted: unsupported local authority status:"
                + " PREPARED");
      }
      tainted = old.authority();
      if (isSuspect(tainted)) {
        throw RequestError.internal("failed to taint X.509 authority: root CA is already tainted");
      }
      bundle.replaceAll(
          each -> each.authority().equals(tainted) ? new Bundled(tainted, true) : each);
      sequence++;
    }
    changed();
    return tainted;
  }

  void revoke(String id) throws RequestError {
    synchronized (this) {
      var revoked = old(id);
      var bundled =
          bundle().stream()
              .filter(each -> each.authority().equals(revoked))
              .findFirst()
              .orElseThrow(() -> revocation("no root CA found with provided subject key ID"));
      if (!bundled.tainted()) {
        throw revocation("it is not possible to revoke an untainted root CA");
      }
      bundle.removeIf(each -> each.authority().equals(revoked));
      sequence++;
    }
    changed();
  }

  private X509Authority create() {
    var now = clock.instant();
    var validity = new Validity(now.minus(TrustDomainKeys.BACKDATE), now.plus(CA_TTL));
    var created = X509Authority.create(trustDomain, validity);
    bundle.add(new Bundled(created, false));
    sequence++;
    return created;
  }

  private Next expected(String id) throws RequestError {
    if (id.isEmpty()) {
      throw RequestError.invalid("no authority ID provided");
    }
    return next.filter(each -> each.authority().id().equals(id))
        .orElseThrow(() -> RequestError.invalid("unexpected authority ID"));
  }

  private X509Authority old(String id) throws RequestError {
    if (id.isEmpty()) {
      throw RequestError.invalid("invalid authority ID: no authority ID provided");
    }
    if (id.equals(active.id())) {
      throw RequestError.invalid("invalid authority ID: unable to use current authority");
    }
    return next.filter(each -> !each.prepared() && each.authority().id().equals(id))
        .map(Next::authority)
        .orElseThrow(() ->
            RequestError.invalid("invalid authority ID: only Old local authority can be revoked"));
  }

  private static RequestError revocation(String why) {
    return RequestError.internal("failed to revoke X.509 authority: " + why);
  }

  private void changed() {
    listeners.forEach(Runnable::run);
  }
}
