package io.spiffeaws.sts;

import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import java.time.Duration;
import java.util.Optional;

/// Validates a token against its issuer's published keys. It checks form, issuer, times, signature
/// and audience, in the same order as STS, but without the leeway of five minutes that AWS allows.
public final class ValidateToken {
  private final ReviewToken review;

  public ValidateToken(ReviewToken review) {
    this.review = review;
  }

  /// A token and its expected claims.
  ///
  /// @param token the token to validate
  /// @param issuer the exact issuer that it must have
  /// @param audience the audience that it must have
  public record Request(JwtToken token, String issuer, String audience) {}

  /// Validates a token; returns normally if it is valid.
  ///
  /// @throws ProblemException refused, with the first failed check; another problem, if the
  ///   issuer's documents cannot be fetched
  public void run(Request request) {
    var token = request.token();
    requireNone(review.form(token));
    requireNone(issuer(request));
    requireNone(review.time(token, Duration.ZERO).map(ValidateToken::noLeeway));
    requireNone(review.signature(token));
    requireNone(audience(request));
  }

  private static Optional<Problem> issuer(Request request) {
    var issuer = request.token().issuer().orElse("");
    return issuer.equals(request.issuer())
        ? Optional.empty()
        : Optional.of(
            new Problem.Refused(
                "wrong-issuer",
                "the token's issuer is %s, not %s".formatted(issuer, request.issuer()),
                "the two must be exactly equal, including a trailing slash"));
  }

  private static Optional<Problem> audience(Request request) {
    return request.token().audiences().contains(request.audience())
        ? Optional.empty()
        : Optional.of(
            new Problem.Refused(
                "wrong-audience",
                "the token is for audience %s, not %s"
                    .formatted(String.join(", ", request.token().audiences()), request.audience()),
                TypedCommand.of(
                    "to fetch a token for this audience, run: spiffe-aws jwt fetch --audience %s",
                    request.audience())));
  }

  private static Problem noLeeway(Problem problem) {
    return problem.code().equals(ExchangeRejection.TOKEN_EXPIRED.code())
        ? new Problem.Refused(
            problem.code(),
            problem.message() + "; AWS accepts it for 5m after it expires, this command does not",
            problem.hint())
        : problem;
  }

  private static void requireNone(Optional<Problem> problem) {
    if (problem.isPresent()) {
      throw new ProblemException(problem.get());
    }
  }
}
