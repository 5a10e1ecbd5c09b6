package io.spiffeaws.sts;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.refresh.Lifetime;
import io.spiffeaws.time.DurationText;
import io.spiffeaws.time.RetryBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Obtains credentials: fetches a token, which proves who asks, then takes a kept session of that
/// subject, or exchanges the token for a new one and follows the chain of roles from there.
public final class ObtainCredentials {
  private final TokenSource tokens;
  private final ExchangeToken exchange;
  private final AssumeRoleChain chain;
  private final RetryBudget retryBudget;
  private final SessionStore store;

  public ObtainCredentials(
      TokenSource tokens,
      TokenExchange exchange,
      RoleAssumption assumption,
      RefusalExplanation explanation,
      SessionStore store,
      RetryBudget retryBudget) {
    this.tokens = tokens;
    this.retryBudget = retryBudget;
    this.exchange = new ExchangeToken(tokens, exchange, explanation, retryBudget);
    this.chain = new AssumeRoleChain(assumption, retryBudget);
    this.store = store;
  }

  /// @param role that the token is exchanged for
  /// @param chain roles that are assumed from there, each by the session of the one before; the
  ///   last one's session is wanted
  /// @param sessionName what it is called; from the token's subject where it is empty
  /// @param duration of the session
  /// @param policies that narrow the session
  public record Request(
      RoleArn role,
      List<RoleArn> chain,
      Optional<SessionName> sessionName,
      Duration duration,
      SessionPolicies policies) {
    /// All that STS gives a session that was obtained with another one (AssumeRole).
    private static final Duration LONGEST_CHAINED = Duration.ofHours(1);

    public Request {
      chain = List.copyOf(chain);
      ExchangeRequest.checkDuration(duration);
      if (!chain.isEmpty() && duration.compareTo(LONGEST_CHAINED) > 0) {
        throw ProblemException.malformed(
            "chained-session-too-long",
            "session duration %s is out of range for a chain of roles: expected 15m to 1h"
                .formatted(DurationText.print(duration)),
            "specify a --duration of 1h or less");
      }
    }

    /// The role whose session is wanted.
    public RoleArn target() {
      return chain.isEmpty() ? role : chain.getLast();
    }

    /// How long a session that was wanted so lives: no longer than it was asked for, whatever the
    /// clock says.
    public Lifetime lifetime(SessionCredentials session, Instant now) {
      return Lifetime.renewedHalfway(now, session.expiresAt(), duration);
    }

    private SessionRequest of(JwtToken token) {
      var name = sessionName.orElseGet(() -> SessionName.of(token.subject().orElse("spiffe-aws")));
      return new SessionRequest(token, role, chain, name, duration, policies);
    }
  }

  /// @param token that proved who asks
  /// @param sessionName what the session is called
  /// @param credentials of the session
  public record Result(JwtToken token, SessionName sessionName, SessionCredentials credentials) {}

  /// @throws ProblemException as token source, STS and store give it, a refusal with its cause
  ///   where that can be found
  public Result run(Request request) {
    if (store.equals(SessionStore.NONE)) { // a kept session would need no connection
      exchange.prepare(request.role());
    }
    var wanted = request.of(tokens.token());
    var credentials = store.session(wanted, () -> chain.from(exchange.run(wanted), wanted));
    retryBudget.exhaust();
    return new Result(wanted.token(), wanted.sessionName(), credentials);
  }
}
