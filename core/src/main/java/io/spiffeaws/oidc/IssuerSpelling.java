package io.spiffeaws.oidc;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Decides which of the places that name an issuer is wrong, if they differ only by scheme, port,
/// case or trailing slash. AWS compares them exactly.
///
/// The spelling that most places use is right. AWS accepts neither http nor a port, so such a
/// spelling is wrong, even if most places use it. If two spellings are used equally often, that of
/// token and document together is right, because they are the issuer. Otherwise that of the OIDC
/// provider is right, so that nothing is created in AWS for a wrong issuer.
///
/// @param right the spelling that all places should use
/// @param wrong the places that use another one, in their order; not empty
/// @param certain false if only token and document are known and differ, so that either may be
///   wrong
public record IssuerSpelling(String right, List<Named> wrong, boolean certain) {
  private static final Pattern ORIGIN =
      Pattern.compile("^(?:([A-Za-z]+)://)?([^/]*?)(:\\d*)?(/.*)?$");

  /// A place that names the issuer, in the order in which a token passes them.
  public enum Place {
    /// The claim `iss`: `jwt_issuer` of the SPIRE server.
    TOKEN,
    /// The member `issuer` of the discovery document.
    DOCUMENT,
    /// The option `--issuer` or its variable.
    OPTION,
    /// An OIDC provider in IAM.
    PROVIDER,
    /// A principal of the role's trust policy.
    TRUST
  }

  /// An issuer as a place names it. A place may name several.
  public record Named(Place place, String url) {}

  public IssuerSpelling {
    wrong = List.copyOf(wrong);
  }

  /// Compares the places.
  ///
  /// @return empty if they do not differ from the token's issuer, or differ by more than the
  ///   spelling
  public static Optional<IssuerSpelling> of(List<Named> places) {
    return of(Place.TOKEN, places)
        .map(token ->
            decided(
                token,
                places.stream().filter(named -> alike(named.url(), token)).distinct().toList()))
        .filter(spelling -> !spelling.wrong().isEmpty());
  }

  /// Returns whether two URLs differ only by scheme, port, case or trailing slash, or not at all.
  public static boolean alike(String one, String other) {
    return key(one).equals(key(other));
  }

  /// Returns the URL with https and without port, which AWS requires; otherwise unchanged.
  public static String corrected(String url) {
    var parts = ORIGIN.matcher(url);
    return parts.matches()
        ? "https://" + parts.group(2) + Optional.ofNullable(parts.group(4)).orElse("")
        : url;
  }

  /// Returns the wrong spelling of a place, or empty if the place is right or unknown.
  public Optional<String> wrongAt(Place place) {
    return of(place, wrong);
  }

  private static IssuerSpelling decided(String token, List<Named> places) {
    var right = right(token, places);
    var wrong =
        places.stream()
            .filter(named -> !named.url().equals(right))
            .filter(named -> !places.contains(new Named(named.place(), right)))
            .sorted(Comparator.comparing(Named::place))
            .toList();
    var known = places.stream().map(Named::place).collect(Collectors.toSet());
    var certain =
        !known.equals(Set.of(Place.TOKEN, Place.DOCUMENT))
            || places.stream().filter(named -> acceptable(named.url())).count() < 2;
    return new IssuerSpelling(right, wrong, certain);
  }

  private static String right(String token, List<Named> places) {
    var candidates =
        places.stream()
            .map(Named::url)
            .filter(IssuerSpelling::acceptable)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    var most = candidates.stream().mapToLong(url -> votes(url, places)).max().orElse(0);
    var best = candidates.stream().filter(url -> votes(url, places) == most).toList();
    if (best.isEmpty()) {
      return corrected(token);
    }
    var document = of(Place.DOCUMENT, places).filter(url -> url.equals(token));
    return document
        .filter(best::contains)
        .or(() -> preferred(best, places))
        .orElse(best.getFirst());
  }

  private static Optional<String> preferred(List<String> best, List<Named> places) {
    return Arrays.stream(new Place[] {Place.PROVIDER, Place.OPTION, Place.TRUST, Place.DOCUMENT})
        .flatMap(place -> places.stream().filter(named -> named.place() == place))
        .map(Named::url)
        .filter(best::contains)
        .findFirst();
  }

  private static long votes(String url, List<Named> places) {
    return places.stream().filter(named -> named.url().equals(url)).count();
  }

  private static Optional<String> of(Place place, List<Named> places) {
    return places.stream().filter(named -> named.place() == place).map(Named::url).findFirst();
  }

  private static boolean acceptable(String url) {
    return url.equals(corrected(url));
  }

  private static String key(String url) {
    return corrected(url).toLowerCase(Locale.ROOT).replaceFirst("/+$", "");
  }
}
