package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.oidc.IssuerSpelling;
import io.spiffeaws.oidc.IssuerSpelling.Place;
import io.spiffeaws.problem.TypedCommand;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Decides, if the places that name the issuer differ in its spelling, which one is wrong, and lets
/// the check of that place fail. So no hint changes AWS for a wrong issuer.
final class ExamineSpelling {
  private static final Map<Place, String> NAMES =
      Map.of(
          Place.TOKEN, "the token",
          Place.DOCUMENT, "the discovery document",
          Place.OPTION, "--issuer (SPIFFE_AWS_ISSUER)",
          Place.PROVIDER, "the OIDC provider in IAM",
          Place.TRUST, "the role's trust policy");

  private ExamineSpelling() {}

  /// Corrects the results of the checks that compare the issuer with one place only.
  static void run(DoctorReport report) {
    var places = report.places();
    if (report.has("token_iss") && places.of(Place.TOKEN).isEmpty()) {
      missing(report);
      return;
    }
    places.spelling().ifPresent(spelling -> check(spelling, places).ifPresent(report::replace));
  }

  private static Optional<Check> check(IssuerSpelling spelling, IssuerPlaces places) {
    var right = spelling.right();
    if (!spelling.certain()) {
      return Optional.of(undecided(places));
    }
    return spelling.wrong().stream()
        .filter(wrong -> wrong.place() != Place.TRUST) // the check of the trust policy has its own
        .findFirst()
        .map(wrong ->
            Check.bad(
                checkOf(wrong.place()),
                "%s has the issuer \"%s\", not \"%s\"%s"
                    .formatted(NAMES.get(wrong.place()), wrong.url(), right, others(right, places)),
                hint(wrong.place(), wrong.url(), right)));
  }

  private static String checkOf(Place place) {
    return switch (place) {
      case TOKEN, OPTION -> "token_iss";
      case DOCUMENT -> "issuer";
      case PROVIDER -> "provider";
      case TRUST -> "trust";
    };
  }

  private static String others(String right, IssuerPlaces places) {
    var named = places.naming(right).stream().map(NAMES::get).toList();
    return named.isEmpty()
        ? ", which AWS requires: https and no port"
        : " as " + String.join(", ", named);
  }

  private static String hint(Place place, String wrong, String right) {
    return switch (place) {
      case TOKEN -> atServer(right);
      case DOCUMENT ->
          "set jwt_issuer = \"%s\" in the configuration of the OIDC discovery provider, and restart"
                  .formatted(right)
              + " it (or ask its operator)";
      case OPTION -> TypedCommand.of("specify --issuer %s, or correct SPIFFE_AWS_ISSUER", right);
      case PROVIDER ->
          TypedCommand.of(
              "create one for the right issuer with: spiffe-aws trust provider create %s; if no role"
                  + " needs the wrong one, delete it with: spiffe-aws trust provider delete %s",
              right, wrong);
      case TRUST -> "";
    };
  }

  private static String atServer(String right) {
    return "set jwt_issuer = \"%s\" in the SPIRE server's configuration, and restart it (or ask its"
            .formatted(right)
        + " operator)";
  }

  private static Check undecided(IssuerPlaces places) {
    var token = places.of(Place.TOKEN).getFirst();
    var document = places.of(Place.DOCUMENT).getFirst();
    return Check.bad(
        "issuer",
        "the token has the issuer \"%s\", but the discovery document has \"%s\"; AWS requires that"
                .formatted(token, document)
            + " both are that of the OIDC provider in IAM",
        "if the OIDC provider in IAM has \"%s\", %s; if it has \"%s\", set jwt_issuer of the OIDC"
                .formatted(document, atServer(document), token)
            + " discovery provider to that");
  }

  /// Completes the hint for a token without issuer with the issuer that the other places name.
  private static void missing(DoctorReport report) {
    var places = report.places();
    Stream.of(Place.OPTION, Place.TRUST, Place.PROVIDER)
        .map(places::of)
        .filter(urls -> urls.size() == 1)
        .map(List::getFirst)
        .findFirst()
        .ifPresent(url ->
            report.replace(
                Check.bad(
                    "token_iss",
                    "the token has no issuer (iss), because jwt_issuer is not set on the SPIRE"
                        + " server; %s %s"
                            .formatted(
                                places.naming(url).stream()
                                    .map(NAMES::get)
                                    .collect(Collectors.joining(", ")),
                                "names " + url),
                    atServer(url))));
  }
}
