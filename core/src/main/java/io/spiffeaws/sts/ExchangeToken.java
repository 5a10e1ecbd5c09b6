package io.spiffeaws.sts;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.RetryBudget;
import java.time.Duration;

/// Exchanges a token for the session of a role, and does again what may go better the next time.
///
/// A call that STS throttled or failed on its own side is repeated by the client below. Here a
/// token that ran out is fetched anew, once; an issuer that STS could not ask is given two more
/// tries; and what may only not be known everywhere yet is tried for as long as [RetryBudget]
/// allows.
final class ExchangeToken {
  private static final int TRIES_OF_ISSUER = 3;
  private static final Duration BEFORE_ISSUER = Duration.ofMillis(500);

  private final TokenSource tokens;
  private final TokenExchange exchange;
  private final RefusalExplanation explanation;
  private final RetryBudget retryBudget;

  ExchangeToken(
      TokenSource tokens,
      TokenExchange exchange,
      RefusalExplanation explanation,
      RetryBudget retryBudget) {
    this.tokens = tokens;
    this.exchange = exchange;
    this.explanation = explanation;
    this.retryBudget = retryBudget;
  }

  /// As [TokenExchange#prepare].
  void prepare(RoleArn role) {
    exchange.prepare(role);
  }

  /// @throws ProblemException as token source and exchange give it, a refusal with its cause where
  ///   that can be found
  SessionCredentials run(SessionRequest wanted) {
    var token = wanted.token();
    var renewed = false;
    for (var attempt = 1; ; attempt++) {
      var call = wanted.exchange(token);
      try {
        return exchange.exchange(call);
      } catch (ProblemException e) {
        switch (ExchangeRefusal.remedyOf(e.problem())) {
          case NEW_TOKEN -> {
            token = renewed ? refuse(call, e) : newer(call, e);
            renewed = true;
          }
          case AGAIN -> again(call, attempt, e);
          case TIME -> later(call, e);
          case NONE -> refuse(call, e);
        }
      }
    }
  }

  private JwtToken newer(ExchangeRequest call, ProblemException e) {
    var token = tokens.token();
    return token.text().equals(call.token().text()) ? refuse(call, e) : token;
  }

  private void again(ExchangeRequest call, int attempt, ProblemException e) {
    if (attempt < TRIES_OF_ISSUER) {
      retryBudget.sleeper(BEFORE_ISSUER.multipliedBy(attempt));
    } else {
      later(call, e);
    }
  }

  private void later(ExchangeRequest call, ProblemException e) {
    if (!retryBudget.another()) {
      refuse(call, e);
    }
  }

  /// Never returns; its type lets it stand where a token is expected.
  private JwtToken refuse(ExchangeRequest call, ProblemException e) {
    throw e.problem() instanceof Problem.Refused
        ? new ProblemException(explanation.explain(call, e.problem()), e)
        : e;
  }
}
