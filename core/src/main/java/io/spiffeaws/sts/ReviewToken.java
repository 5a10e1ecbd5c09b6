package io.spiffeaws.sts;

import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.jwt.SignatureCheck;
import io.spiffeaws.oidc.IssuerDocuments;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.time.DurationText;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Checks a token as STS does, and returns the first reason for which STS would reject it
/// (AssumeRoleWithWebIdentity; IAM User Guide, OIDC federation).
public final class ReviewToken {
  /// How long AWS accepts a token after it expires, to allow for clock skew.
  public static final Duration AWS_LEEWAY = Duration.ofMinutes(5);

  private static final List<String> REQUIRED = List.of("iss", "sub", "aud", "exp", "iat");
  private static final List<String> TIMES = List.of("exp", "iat");
  private static final String FETCH =
      "to fetch a new token from the SPIFFE agent, run: spiffe-aws jwt fetch";

  private final Supplier<IssuerDocuments> issuers;
  private final Clock clock;

  /// Creates a review.
  ///
  /// @param issuers called only if a signature is checked
  public ReviewToken(Supplier<IssuerDocuments> issuers, Clock clock) {
    this.issuers = issuers;
    this.clock = clock;
  }

  /// Checks algorithm, claims and audience, without the signature.
  public Optional<Problem> form(JwtToken token) {
    return algorithm(token).or(() -> claims(token)).or(() -> audience(token));
  }

  /// Checks that AWS supports the signature algorithm.
  public Optional<Problem> algorithm(JwtToken token) {
    return SignatureCheck.STS_ALGORITHMS.contains(token.algorithm())
        ? Optional.empty()
        : Optional.of(unsupportedAlgorithm(token));
  }

  /// Checks that the token has the claims that AWS requires, and that time claims are times.
  public Optional<Problem> claims(JwtToken token) {
    for (var claim : REQUIRED) {
      if (token.claims().get(claim).isEmpty()) {
        return Optional.of(missing(claim));
      }
    }
    return TIMES.stream()
        .filter(claim -> token.time(claim).isEmpty())
        .findFirst()
        .map(claim ->
            refused(
                "malformed-claim",
                "the token's %s claim is not a time, which AWS requires".formatted(claim),
                FETCH));
  }

  /// Checks that the token has exactly one audience, or an azp claim.
  public Optional<Problem> audience(JwtToken token) {
    return token.audiences().size() == 1 || token.claims().text("azp").isPresent()
        ? Optional.empty()
        : Optional.of(audiences(token));
  }

  /// Checks that the token has not expired, and was not issued in the future.
  ///
  /// @param leeway how long the token is accepted after it expires
  public Optional<Problem> time(JwtToken token, Duration leeway) {
    var now = clock.instant();
    var expired = token.expiresAt().filter(end -> !end.plus(leeway).isAfter(now));
    if (expired.isPresent()) {
      return Optional.of(
          refused(
              ExchangeRejection.TOKEN_EXPIRED.code(),
              "the token expired %s ago, at %s"
                  .formatted(
                      DurationText.print(Duration.between(expired.get(), now)), expired.get()),
              FETCH));
    }
    return token
        .time("iat")
        .filter(begin -> begin.minus(AWS_LEEWAY).isAfter(now))
        .map(begin ->
            refused(
                "token-from-the-future",
                "the token was issued in the future: its iat claim is %s, in %s"
                    .formatted(begin, DurationText.print(Duration.between(now, begin))),
                "synchronize the clocks of this machine and of the SPIRE server"));
  }

  /// Checks that one of the issuer's published keys signed the token.
  ///
  /// @throws io.spiffeaws.problem.ProblemException if the issuer's documents cannot be fetched or
  ///   parsed
  public Optional<Problem> signature(JwtToken token) {
    var issuer = token.issuer().orElse("");
    var documents = issuers.get();
    var keys = documents.keys(documents.discovery(issuer).jwksUri());
    return switch (SignatureCheck.check(token, keys)) {
      case GOOD -> Optional.empty();
      case ALGORITHM -> Optional.of(unsupportedAlgorithm(token));
      case UNKNOWN_KEY ->
          Optional.of(
              refused(
                  "unknown-key",
                  "the token is signed by key %s, which its issuer %s does not publish"
                      .formatted(token.keyId().orElse("(unnamed)"), issuer),
                  "check that the issuer serves the keys of the SPIRE server that signed it, and of"
                      + " no other"));
      case FORGED ->
          Optional.of(
              refused(
                  "forged-signature",
                  "the token's signature is invalid: the token was changed after it was signed, or"
                      + " its issuer did not sign it",
                  FETCH));
    };
  }

  private static Problem unsupportedAlgorithm(JwtToken token) {
    return token.algorithm().equalsIgnoreCase("none")
        ? refused("token-unsigned", "the token is not signed (alg none)", FETCH)
        : refused(
            "unsupported-algorithm",
            "the token is signed with %s; AWS supports only RS256, RS384, RS512, ES256, ES384 and"
                    .formatted(token.algorithm())
                + " ES512",
            "set jwt_key_type = \"rsa-2048\" or \"ec-p256\" on the SPIRE server");
  }

  private static Problem missing(String claim) {
    return refused(
        "missing-claim",
        "the token has no " + claim + " claim, which AWS requires",
        claim.equals("iss") ? "set jwt_issuer on the SPIRE server to the issuer's URL" : FETCH);
  }

  private static Problem audiences(JwtToken token) {
    return refused(
        "several-audiences",
        token.audiences().isEmpty()
            ? "the token's aud claim has no audience"
            : "the token has %d audiences (%s); AWS accepts exactly one"
                .formatted(token.audiences().size(), String.join(", ", token.audiences())),
        "to fetch a token for a single audience, run: spiffe-aws jwt fetch --audience"
            + " sts.amazonaws.com");
  }

  private static Problem refused(String code, String message, String hint) {
    return new Problem.Refused(code, message, hint);
  }
}
