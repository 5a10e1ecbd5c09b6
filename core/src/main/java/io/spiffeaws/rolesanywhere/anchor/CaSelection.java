package io.spiffeaws.rolesanywhere.anchor;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spire.BundleAuthority;
import io.spiffeaws.spire.X509Authorities;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The CAs that a trust anchor needs, at most two, by what a SPIRE server says of those in its
/// bundle: the active one, those whose X509-SVIDs may be valid, then the prepared one. A tainted or
/// expired CA is never selected.
///
/// @param selected one or two
/// @param waiting the prepared CA, if a CA with valid X509-SVIDs needs its place
/// @param excess CAs whose X509-SVIDs may be valid, but are denied
/// @param tainted the CAs that the server no longer trusts
public record CaSelection(
    List<RankedCa> selected,
    List<RankedCa> waiting,
    List<RankedCa> excess,
    List<X509Certificate> tainted) {
  /// The CAs that a trust anchor can hold (user guide, "Quotas").
  public static final int MAX = 2;

  /// Selects CAs.
  ///
  /// @param unused whether the CA of an ID has not signed for longer than X509-SVIDs are valid
  /// @throws ProblemException unexpected, if no CA of the bundle can be used
  public static CaSelection of(
      X509Authorities.State state,
      List<BundleAuthority> bundle,
      Instant now,
      Predicate<String> unused) {
    var standings = standings(state, bundle);
    var ranked =
        bundle.stream()
            .filter(ca -> !ca.tainted() && now.isBefore(ca.expiresAt()))
            .distinct()
            .map(ca -> new RankedCa(ca.certificate(), standing(ca.id(), standings, unused)))
            .sorted(
                Comparator.comparing(RankedCa::standing)
                    .thenComparing(
                        ca -> ca.certificate().getNotBefore(), Comparator.reverseOrder()))
            .toList();
    if (ranked.isEmpty()) {
      throw noCa();
    }
    var others = ranked.stream().skip(MAX).toList();
    return new CaSelection(
        ranked.stream().limit(MAX).toList(),
        others.stream().filter(ca -> ca.standing() == CaStanding.PREPARED).toList(),
        others.stream().filter(ca -> ca.standing().isLive()).toList(),
        bundle.stream()
            .filter(BundleAuthority::tainted)
            .map(BundleAuthority::certificate)
            .toList());
  }

  /// Returns the certificates to write.
  public List<X509Certificate> certificates() {
    return selected.stream().map(RankedCa::certificate).toList();
  }

  private static CaStanding standing(
      String id, Map<String, CaStanding> standings, Predicate<String> unused) {
    var named = standings.getOrDefault(id, CaStanding.LISTED);
    var over = named == CaStanding.OLD || named == CaStanding.LISTED;
    return over && unused.test(id) ? CaStanding.UNUSED : named;
  }

  private static Map<String, CaStanding> standings(
      X509Authorities.State state, List<BundleAuthority> bundle) {
    var standings = new HashMap<String, CaStanding>();
    state.prepared().ifPresent(ca -> standings.put(idIn(bundle, ca), CaStanding.PREPARED));
    state.old().ifPresent(ca -> standings.put(idIn(bundle, ca), CaStanding.OLD));
    standings.put(idIn(bundle, state.active()), CaStanding.ACTIVE);
    return standings;
  }

  /// Returns the ID of a CA in the bundle: with an upstream authority, of the one that signed it.
  private static String idIn(List<BundleAuthority> bundle, X509Authorities.Authority authority) {
    return bundle.stream().anyMatch(ca -> ca.id().equals(authority.id()))
        ? authority.id()
        : Optional.of(authority).flatMap(X509Authorities.Authority::upstreamId).orElse("");
  }

  private static ProblemException noCa() {
    return ProblemException.unexpected(
        "no-usable-ca",
        "every CA in the bundle of the SPIRE server has expired or is tainted",
        "compare the clocks of this machine and the SPIRE server: date -u");
  }
}
