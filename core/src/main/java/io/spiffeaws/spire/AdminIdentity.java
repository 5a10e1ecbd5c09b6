package io.spiffeaws.spire;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.workload.X509Identities;
import io.spiffeaws.workload.X509Svid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The X509-SVID of this process, as which it administers a SPIRE server over the network. It is
/// asked for anew when half of what was left of its life is over, so that long work outlives it; it
/// stays of the same ID, though this process may be given others meanwhile. Safe for use by several
/// threads.
public final class AdminIdentity {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final X509Identities agent;
  private final Optional<SpiffeId> wanted;
  private final Clock clock;
  private volatile @Nullable X509Svid held;
  private Instant renewal = Instant.MIN;

  /// @param wanted which, where the agent offers several
  public AdminIdentity(X509Identities agent, Optional<SpiffeId> wanted, Clock clock) {
    this.agent = agent;
    this.wanted = wanted;
    this.clock = clock;
  }

  /// The one that was last asked for.
  ///
  /// @throws IllegalStateException before the first [#current]
  X509Svid held() {
    var svid = held;
    if (svid == null) {
      throw new IllegalStateException("no identity was asked for");
    }
    return svid;
  }

  Instant now() {
    return clock.instant();
  }

  /// One that is valid. An agent that is away does no harm as long as the last is.
  ///
  /// @throws ProblemException no identity, where the agent has none for this process, several and
  ///   none was named, or one that is over; unreachable, where it does not answer
  synchronized X509Svid current() {
    var now = clock.instant();
    var last = held;
    if (last != null && now.isBefore(renewal)) {
      return last;
    }
    try {
      return keep(chosen(), now);
    } catch (ProblemException e) {
      if (last == null || !now.isBefore(last.expires())) {
        throw e;
      }
      return last;
    }
  }

  private X509Svid keep(X509Svid svid, Instant now) {
    var left = Duration.between(now, svid.expires());
    if (!left.isPositive()) {
      throw ProblemException.noIdentity(
          "svid-expired",
          "the X509-SVID that the SPIFFE agent has for "
              + svid.spiffeId()
              + " expired at "
              + svid.expires(),
          "see the agent's log, it may have lost its server; and compare the clocks of both"
              + " machines");
    }
    var half = left.dividedBy(2);
    renewal = now.plus(half.compareTo(SHORTEST) < 0 ? SHORTEST : half);
    held = svid;
    return svid;
  }

  private X509Svid chosen() {
    var offered = offered();
    var id = wanted.or(() -> Optional.ofNullable(held).map(X509Svid::spiffeId));
    var fitting =
        offered.stream().filter(svid -> id.isEmpty() || id.get().equals(svid.spiffeId())).toList();
    if (fitting.isEmpty()) {
      throw ProblemException.noIdentity(
          "no-such-identity",
          "the agent offers no identity "
              + id.map(SpiffeId::toString).orElse("")
              + "; it offers "
              + list(offered),
          "choose one of those with --admin-id");
    }
    if (fitting.stream().map(X509Svid::spiffeId).distinct().count() > 1) {
      throw ProblemException.noIdentity(
          "several-identities",
          "the agent offers several identities and none was chosen: " + list(fitting),
          "choose the administrator's with --admin-id ID or SPIFFE_AWS_ID");
    }
    return fitting.getFirst();
  }

  private List<X509Svid> offered() {
    try {
      return agent.fetchX509Svids();
    } catch (ProblemException e) {
      if (!e.problem().code().equals("no-identity-issued")) {
        throw e;
      }
      throw ProblemException.noIdentity(
          "no-identity-issued",
          "the SPIFFE agent knows no identity for this process, and --server-address needs one"
              + " whose entry has admin",
          "make its entry at the server's own socket, and give the agent some seconds: spiffe-aws"
              + " register ID --selector TYPE:VALUE --admin --server-socket PATH");
    }
  }

  private static String list(List<X509Svid> svids) {
    return svids.stream()
        .map(svid -> svid.spiffeId().toString())
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
