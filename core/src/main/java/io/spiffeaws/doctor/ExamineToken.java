package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.oidc.IssuerSpelling;
import io.spiffeaws.oidc.IssuerSpelling.Place;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sts.ReviewToken;
import io.spiffeaws.time.DurationText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/// Checks the header and the claims of the token.
public final class ExamineToken {
  private final ReviewToken review;
  private final Clock clock;

  public ExamineToken(ReviewToken review, Clock clock) {
    this.review = review;
    this.clock = clock;
  }

  /// Returns the token's issuer, with https and without port, or empty if it is missing or
  /// malformed.
  static Optional<IssuerUrl> issuer(JwtToken token) {
    try {
      return token.issuer().map(IssuerSpelling::corrected).map(IssuerUrl::parse);
    } catch (ProblemException malformed) {
      return Optional.empty();
    }
  }

  /// Returns whether the token has the claims that a trust policy is evaluated with.
  static boolean hasTrustClaims(JwtToken token) {
    return token.issuer().isPresent()
        && token.subject().isPresent()
        && !token.audiences().isEmpty();
  }

  /// Returns why a token without [#hasTrustClaims] cannot be evaluated.
  static String noTrustClaims(Optional<JwtToken> token) {
    return token.isEmpty() ? "there is no token" : "the token lacks an issuer, subject or audience";
  }

  /// Runs the checks.
  ///
  /// @param issuer the expected issuer; empty to accept any
  void run(Optional<JwtToken> token, Optional<IssuerUrl> issuer, DoctorReport report) {
    if (token.isPresent()) {
      check(token.get(), issuer, report);
    } else if (!report.has("token")) {
      report.skip("there is no token", "token");
    }
  }

  private void check(JwtToken token, Optional<IssuerUrl> issuer, DoctorReport report) {
    report.add(claims(token));
    report.add(
        check(
            "token_alg",
            review.algorithm(token),
            () -> token.algorithm() + ", which STS supports"));
    report.add(keyId(token));
    report.add(issuer(token, issuer));
    token.issuer().ifPresent(named -> report.places().add(Place.TOKEN, named));
    issuer.ifPresent(expected -> report.places().add(Place.OPTION, expected.text()));
    report.add(expiry(token));
  }

  private Check expiry(JwtToken token) {
    return token
        .expiresAt()
        .map(end ->
            check(
                "token_exp",
                review.time(token, ReviewToken.AWS_LEEWAY),
                () -> until(end, clock.instant())))
        .orElseGet(() ->
            Check.bad(
                "token_exp",
                "the token's exp claim is missing or not a time, and AWS requires it",
                "to fetch a new token from the SPIFFE agent, run: spiffe-aws jwt fetch"));
  }

  /// Checks the claims except for the issuer, which has a separate check.
  private Check claims(JwtToken token) {
    var problem =
        token.issuer().isEmpty()
            ? review.audience(token)
            : review.claims(token).or(() -> review.audience(token));
    return check(
        "token",
        problem,
        () ->
            "subject %s, audience %s"
                .formatted(token.subject().orElse("(none)"), String.join(", ", token.audiences())));
  }

  static Check keyId(JwtToken token) {
    return token
        .keyId()
        .map(key -> Check.good("token_kid", key))
        .orElseGet(() ->
            Check.bad(
                "token_kid",
                "the token's header has no key ID (kid), which AWS needs to find the key that"
                    + " verifies it",
                "use a token of SPIRE; to fetch one, run: spiffe-aws jwt fetch"));
  }

  static Check issuer(JwtToken token, Optional<IssuerUrl> requested) {
    var named = token.issuer();
    if (named.isEmpty()) {
      return Check.bad(
          "token_iss",
          "the token has no issuer (iss), so jwt_issuer is not set on the SPIRE server",
          "set jwt_issuer in the SPIRE server's configuration to the issuer's URL, and restart it (or"
              + " ask its operator)");
    }
    if (requested.isPresent() && !requested.get().text().equals(named.get())) {
      return Check.bad(
          "token_iss",
          "the token's issuer is %s, not %s".formatted(named.get(), requested.get()),
          "set jwt_issuer = \"%s\" in the SPIRE server's configuration, and restart it (or ask its"
                  .formatted(requested.get())
              + " operator); or specify --issuer with the token's issuer");
    }
    try {
      return good(IssuerUrl.parse(named.get()));
    } catch (ProblemException e) {
      return Check.bad("token_iss", e.problem().message(), e.problem().hint());
    }
  }

  private static Check good(IssuerUrl issuer) {
    return issuer.hasPort()
        ? Check.bad(
            "token_iss",
            "the token's issuer %s has a port, which AWS does not accept".formatted(issuer),
            "set jwt_issuer = \"%s\" in the SPIRE server's configuration, and restart it (or ask its"
                    .formatted(IssuerSpelling.corrected(issuer.text()))
                + " operator)")
        : Check.good("token_iss", issuer.text());
  }

  static String until(Instant end, Instant now) {
    return end.isAfter(now)
        ? "expires at %s, in %s".formatted(end, print(Duration.between(now, end)))
        : "expired at %s, %s ago; AWS accepts it for %s after it expires"
            .formatted(
                end, print(Duration.between(end, now)), DurationText.print(ReviewToken.AWS_LEEWAY));
  }

  private static String print(Duration duration) {
    return DurationText.print(duration.truncatedTo(ChronoUnit.SECONDS));
  }

  private static Check check(String name, Optional<Problem> problem, Supplier<String> detail) {
    return problem
        .map(found -> Check.bad(name, found.message(), found.hint()))
        .orElseGet(() -> Check.good(name, detail.get()));
  }
}
