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

/// The X509-SVID with which this process administers a SPIRE server over the network. It is renewed
/// after half of its remaining lifetime, so that long operations do not outlive it. Renewal keeps
/// the same SPIFFE ID, even if the agent offers further identities meanwhile. Thread-safe.
public final class AdminIdentity {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final X509Identities agent;
  private final Optional<SpiffeId> requestedId;
  private final Clock clock;
  private volatile @Nullable X509Svid held;
  private Instant renewal = Instant.MIN;

  /// @param requestedId the ID to use if the agent offers several
  public AdminIdentity(X509Identities agent, Optional<SpiffeId> requestedId, Clock clock) {
    this.agent = agent;
    this.requestedId = requestedId;
    this.clock = clock;
  }

  /// Returns the X509-SVID that was fetched last.
  ///
  /// @throws IllegalStateException before the first [#current]
  X509Svid held() {
    var svid = held;
    if (svid == null) {
      throw new IllegalStateException("no identity was fetched");
    }
    return svid;
  }

  Instant now() {
    return clock.instant();
  }

  /// Returns a valid X509-SVID. If the agent fails, returns the last one while it is valid.
  ///
  /// @throws ProblemException no identity, if the agent has none for this process, or several and
  ///   none was specified, or an expired one; unreachable, if the agent does not answer
  synchronized X509Svid current() {
    var now = clock.instant();
    var last = held;
    if (last != null && now.isBefore(renewal)) {
      return last;
    }
    try {
      return store(selected(), now);
    } catch (ProblemException e) {
      if (last == null || !now.isBefore(last.expires())) {
        throw e;
      }
      return last;
    }
  }

  private X509Svid store(X509Svid svid, Instant now) {
    var left = Duration.between(now, svid.expires());
    if (!left.isPositive()) {
      throw ProblemException.noIdentity(
          "svid-expired",
          "the X509-SVID from the SPIFFE agent for "
              + svid.spiffeId()
              + " expired at "
              + svid.expires(),
          "check the agent's log for a lost connection to its server, and compare the clocks of"
              + " both machines");
    }
    var half = left.dividedBy(2);
    renewal = now.plus(half.compareTo(SHORTEST) < 0 ? SHORTEST : half);
    held = svid;
    return svid;
  }

  private X509Svid selected() {
    var offered = offered();
    var id = requestedId.or(() -> Optional.ofNullable(held).map(X509Svid::spiffeId));
    var matching =
        offered.stream().filter(svid -> id.isEmpty() || id.get().equals(svid.spiffeId())).toList();
    if (matching.isEmpty()) {
      throw ProblemException.noIdentity(
          "no-such-identity",
          "the agent offers no identity "
              + id.map(SpiffeId::toString).orElse("")
              + "; it offers "
              + list(offered),
          "specify one of these with --admin-id");
    }
    if (matching.stream().map(X509Svid::spiffeId).distinct().count() > 1) {
      throw ProblemException.noIdentity(
          "several-identities",
          "the agent offers several identities and none was specified: " + list(matching),
          "specify the administrator's identity with --admin-id ID or SPIFFE_AWS_ID");
    }
    return matching.getFirst();
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
          "the SPIFFE agent issued no identity to this process, and --server-address requires one"
              + " whose registration entry has admin",
          "to create its entry, run on the server's host (the entry reaches the agent within some"
              + " seconds): spiffe-aws register %s %s --admin"
                  .formatted(
                      requestedId.map(SpiffeId::toString).orElse("ID"), CallerSelectors.options()));
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
