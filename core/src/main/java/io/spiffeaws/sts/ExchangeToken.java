package io.spiffeaws.sts;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.RetryBudget;
import java.time.Duration;

/// [FirstSession] by exchanging a token for a session of a role, with retries.
///
/// [TokenExchange] itself retries calls that STS throttled or failed. This class retries the rest:
/// an expired token is fetched again, once; if STS could not reach the issuer, the call is retried
/// twice; an error that may be due to propagation is retried as long as [RetryBudget] allows.
final class ExchangeToken implements FirstSession {
  private static final int MAX_ISSUER_ATTEMPTS = 3;
  private static final Duration ISSUER_RETRY_DELAY = Duration.ofMillis(500);

  private final TokenSource tokens;
  private final TokenExchange exchange;
  private final StsErrorExplanation explanation;
  private final RetryBudget retryBudget;

  ExchangeToken(
      TokenSource tokens,
      TokenExchange exchange,
      StsErrorExplanation explanation,
      RetryBudget retryBudget) {
    this.tokens = tokens;
    this.exchange = exchange;
    this.explanation = explanation;
    this.retryBudget = retryBudget;
  }

  @Override
  public void prepare(RoleArn role) {
    exchange.prepare(role);
  }

  @Override
  public CallerProof prove() {
    var token = tokens.token();
    return new CallerProof() {
      @Override
      public CallerIdentity identity() {
        return new TokenIdentity(token);
      }

      @Override
      public SessionCredentials exchange(SessionRequest request) {
        return run(request, token);
      }
    };
  }

  private SessionCredentials run(SessionRequest request, JwtToken first) {
    var token = first;
    var renewed = false;
    for (var attempt = 1; ; attempt++) {
      var call = request.exchange(token);
      try {
        return exchange.exchange(call);
      } catch (ProblemException e) {
        switch (ExchangeRejection.remedyOf(e.problem())) {
          case NEW_TOKEN -> {
            token = renewed ? fail(call, e) : newToken(call, e);
            renewed = true;
          }
          case AGAIN -> retryIssuer(call, attempt, e);
          case TIME -> retryLater(call, e);
          case NONE -> fail(call, e);
        }
      }
    }
  }

  private JwtToken newToken(ExchangeRequest call, ProblemException e) {
    var token = tokens.token();
    return token.text().equals(call.token().text()) ? fail(call, e) : token;
  }

  private void retryIssuer(ExchangeRequest call, int attempt, ProblemException e) {
    if (attempt < MAX_ISSUER_ATTEMPTS && !retryBudget.isUseless()) {
      retryBudget.sleep(ISSUER_RETRY_DELAY.multipliedBy(attempt));
    } else {
      retryLater(call, e);
    }
  }

  private void retryLater(ExchangeRequest call, ProblemException e) {
    if (!retryBudget.waitForRetry(e.problem())) {
      fail(call, e);
    }
  }

  /// Always throws; the return type allows calls in expressions that need a token.
  private JwtToken fail(ExchangeRequest call, ProblemException e) {
    throw e.problem() instanceof Problem.Refused
        ? new ProblemException(explanation.explain(call, e.problem()), e)
        : e;
  }
}
