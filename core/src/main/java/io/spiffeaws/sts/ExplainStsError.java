package io.spiffeaws.sts;

import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// Finds the cause of a vague error of STS. STS returns the same error if the role does not exist
/// and if the trust policy does not allow the token; some services also return it for a forged
/// token.
///
/// It checks the token and the issuer's keys, then the provider and the role if the caller has the
/// permissions, in the same order as STS. It reports the first cause that it finds, and skips what
/// it cannot check.
public final class ExplainStsError implements StsErrorExplanation {
  private static final Executor THREADS =
      work -> Thread.ofPlatform().daemon().name("explain").start(work);

  private final ReviewToken review;
  private final TrustReview trust;
  private final String audience;
  private final Duration timeout;

  /// Creates an explanation.
  ///
  /// @param audience the audience that the caller expects in tokens
  /// @param timeout for all checks together
  public ExplainStsError(ReviewToken review, TrustReview trust, String audience, Duration timeout) {
    this.review = review;
    this.trust = trust;
    this.audience = audience;
    this.timeout = timeout;
  }

  @Override
  public Problem explain(ExchangeRequest request, Problem problem) {
    return CompletableFuture.supplyAsync(() -> cause(request, problem), THREADS)
        .completeOnTimeout(problem, timeout.toNanos(), TimeUnit.NANOSECONDS)
        .exceptionally(_ -> problem)
        .join();
  }

  private Problem cause(ExchangeRequest request, Problem problem) {
    return ExchangeRejection.of(problem)
        .flatMap(refusal -> cause(request, problem, refusal))
        .orElse(problem);
  }

  private Optional<Problem> cause(
      ExchangeRequest request, Problem problem, ExchangeRejection refusal) {
    return switch (refusal) {
      case ISSUER_UNREACHABLE -> Optional.empty(); // STS names the cause itself
      case NO_PROVIDER -> ofTrust(request, OtherAccount.CODE);
      // the error of STS does not list the accepted audiences
      case WRONG_AUDIENCE -> ofTrust(request, ExchangeRejection.WRONG_AUDIENCE.code());
      case TOKEN_EXPIRED -> ofText(request.token());
      case KEY_NOT_RETRIEVED -> ofText(request.token()).or(() -> ofKeys(request));
      case INVALID_TOKEN, NOT_AUTHORIZED ->
          ofText(request.token()).or(() -> Optional.of(ofAll(request, problem)));
    };
  }

  private Optional<Problem> ofText(JwtToken token) {
    return review.form(token).or(() -> review.time(token, ReviewToken.AWS_LEEWAY));
  }

  private Optional<Problem> ofTrust(ExchangeRequest request, String code) {
    return trust.cause(request).filter(cause -> cause.code().equals(code));
  }

  private Optional<Problem> ofKeys(ExchangeRequest request) {
    try {
      return review.signature(request.token());
    } catch (ProblemException e) {
      return e.problem() instanceof Problem.Refused mismatch
          ? Optional.of(mismatch)
          : Optional.empty();
    }
  }

  private Problem ofAll(ExchangeRequest request, Problem problem) {
    var tokenState = "the token is valid";
    try {
      var bad = review.signature(request.token());
      if (bad.isPresent()) {
        return bad.get();
      }
    } catch (ProblemException e) {
      if (e.problem() instanceof Problem.Refused mismatch) {
        return mismatch;
      }
      tokenState =
          "the token's signature could not be checked from here (" + e.problem().message() + ")";
    }
    var checked = tokenState;
    return trust
        .cause(request)
        .or(() -> ofAudience(request.token()))
        .orElseGet(() -> RemainingCauses.problem(request, problem, checked));
  }

  private Optional<Problem> ofAudience(JwtToken token) {
    return token.audiences().contains(audience)
        ? Optional.empty()
        : Optional.of(
            new Problem.Refused(
                ExchangeRejection.WRONG_AUDIENCE.code(),
                "the token is for audience %s, not %s, and the role does not allow it"
                    .formatted(String.join(", ", token.audiences()), audience),
                TypedCommand.of(
                    "to fetch a token for that audience, run: spiffe-aws jwt fetch --audience %s",
                    audience)));
  }
}
