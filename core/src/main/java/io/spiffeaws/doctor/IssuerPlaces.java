package io.spiffeaws.doctor;

import io.spiffeaws.oidc.IssuerSpelling;
import io.spiffeaws.oidc.IssuerSpelling.Named;
import io.spiffeaws.oidc.IssuerSpelling.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The places of the chain that name the issuer, as far as the checks have seen them. Not
/// thread-safe.
final class IssuerPlaces {
  private final List<Named> places = new ArrayList<>();

  void add(Place place, String url) {
    places.add(new Named(place, url));
  }

  /// Returns whether a place differs from the token, or the token names no issuer.
  boolean differ() {
    return of(Place.TOKEN).isEmpty() || spelling().isPresent();
  }

  /// Returns the result of comparing them.
  Optional<IssuerSpelling> spelling() {
    return IssuerSpelling.of(places);
  }

  /// Returns the issuers that a place names.
  List<String> of(Place place) {
    return places.stream()
        .filter(named -> named.place() == place)
        .map(Named::url)
        .distinct()
        .toList();
  }

  /// Returns the places that name an issuer.
  List<Place> naming(String url) {
    return places.stream()
        .filter(named -> named.url().equals(url))
        .map(Named::place)
        .distinct()
        .toList();
  }
}
