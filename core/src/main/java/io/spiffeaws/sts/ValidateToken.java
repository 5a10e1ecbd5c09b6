package io.spiffeaws.sts;

import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import java.time.Duration;
import java.util.Optional;

/// Validates a token against its issuer's published keys: form, issuer, times, signature, audience,
/// in the order of STS. No leeway is given, though AWS gives five minutes.
public final class ValidateToken {
  private final ReviewToken review;

  public ValidateToken(ReviewToken review) {
    this.review = review;
  }

  /// @param token to validate
  /// @param issuer whose it must be, exactly
  /// @param audience whom it must be for
  public record Request(JwtToken token, String issuer, String audience) {}

  /// Returns where the token is good.
  ///
  /// @throws ProblemException refused, naming the first thing that is wrong; as the issuer's
  ///   documents give it, where they cannot be had
  public void run(Request request) {
    var token = request.token();
    stop(review.form(token));
    stop(issuer(request));
    stop(review.time(token, Duration.ZERO).map(ValidateToken::noLeeway));
    stop(review.signature(token));
    stop(audience(request));
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
                    "fetch a token for that audience with: spiffe-aws jwt fetch --audience %s", request.audience())));
  }

  private static Problem noLeeway(Problem problem) {
    return problem.code().equals(ExchangeRefusal.TOKEN_EXPIRED.code())
        ? new Problem.Refused(
            problem.code(),
            problem.message() + "; AWS accepts it for 5m after it expires, this command does not",
            problem.hint())
        : problem;
  }

  private static void stop(Optional<Problem> problem) {
    if (problem.isPresent()) {
      throw new ProblemException(problem.get());
    }
  }
}
