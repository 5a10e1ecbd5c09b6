package io.spiffeaws.rolesanywhere.anchor;

import static java.util.Objects.requireNonNull;

import io.spiffeaws.spire.BundleAuthority;
import io.spiffeaws.spire.X509Authorities;
import io.spiffeaws.spire.X509Bundles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The authorities and the bundle of a SPIRE server: two slots, as the server's CA manager has.
final class FakeSpire implements X509Authorities, X509Bundles {
  final List<BundleAuthority> bundle = new ArrayList<>();
  Instant now;
  BundleAuthority active;
  private @Nullable BundleAuthority next;
  boolean nextIsPrepared;
  private int count;

  FakeSpire(Instant now) {
    this.now = now;
    this.active = created();
  }

  private BundleAuthority created() {
    var authority = new BundleAuthority(TestCas.ca("ca-" + count++, now), false);
    bundle.add(authority);
    return authority;
  }

  /// The authority that is neither active nor removed, of which there must be one.
  BundleAuthority next() {
    return requireNonNull(next);
  }

  boolean lacksNext() {
    return next == null;
  }

  @Override
  public State state() {
    var authority = Optional.ofNullable(next).map(FakeSpire::authority);
    return new State(
        authority(active),
        authority.filter(_ -> nextIsPrepared),
        authority.filter(_ -> !nextIsPrepared));
  }

  private static Authority authority(BundleAuthority ca) {
    return new Authority(ca.id(), ca.expiresAt(), Optional.empty());
  }

  @Override
  public void prepare() {
    next = created();
    nextIsPrepared = true;
  }

  void activate() {
    if (next != null && nextIsPrepared) {
      var before = active;
      active = next;
      next = before;
      nextIsPrepared = false;
    }
  }

  @Override
  public void activate(String id) {
    activate();
  }

  @Override
  public void taint(String id) {
    bundle.replaceAll(ca -> ca.id().equals(id) ? new BundleAuthority(ca.certificate(), true) : ca);
  }

  @Override
  public void revoke(String id) {
    bundle.removeIf(ca -> ca.id().equals(id) && ca.tainted());
  }

  /// Removes CAs a day after they expire.
  void prune() {
    bundle.removeIf(ca -> now.isAfter(ca.expiresAt().plus(Duration.ofDays(1))));
  }

  @Override
  public List<BundleAuthority> x509Authorities() {
    return List.copyOf(bundle);
  }
}
