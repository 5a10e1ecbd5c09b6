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

/// Obtains credentials. It fetches a token, which proves the caller's identity. Then it returns a
/// cached session of that subject, or exchanges the token for a new session and assumes the chain
/// of roles from there.
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
      StsErrorExplanation explanation,
      SessionStore store,
      RetryBudget retryBudget) {
    this.tokens = tokens;
    this.retryBudget = retryBudget;
    this.exchange = new ExchangeToken(tokens, exchange, explanation, retryBudget);
    this.chain = new AssumeRoleChain(assumption, retryBudget);
    this.store = store;
  }

  /// A request for credentials.
  ///
  /// @param role the role that the token is exchanged for
  /// @param chain the roles to assume from there, each with the session of the previous one; the
  ///   result is the session of the last role
  /// @param sessionName the name of the session; if empty, derived from the token's subject
  /// @param duration of the session
  /// @param policies that restrict the session
  public record Request(
      RoleArn role,
      List<RoleArn> chain,
      Optional<SessionName> sessionName,
      Duration duration,
      SessionPolicies policies) {
    /// The limit of STS for role chaining (AssumeRole).
    private static final Duration MAX_CHAINED = Duration.ofHours(1);

    public Request {
      chain = List.copyOf(chain);
      ExchangeRequest.checkDuration(duration);
      if (!chain.isEmpty() && duration.compareTo(MAX_CHAINED) > 0) {
        throw ProblemException.malformed(
            "chained-session-too-long",
            "session duration %s is out of range for a chain of roles: expected 15m to 1h"
                .formatted(DurationText.print(duration)),
            "specify a --duration of 1h or less");
      }
    }

    /// Returns the role of the resulting session.
    public RoleArn target() {
      return chain.isEmpty() ? role : chain.getLast();
    }

    /// Returns the lifetime of a session of this request: at most the requested duration, even if
    /// the clocks differ.
    public Lifetime lifetime(SessionCredentials session, Instant now) {
      return Lifetime.renewedHalfway(now, session.expiresAt(), duration);
    }

    private SessionRequest of(JwtToken token) {
      var name = sessionName.orElseGet(() -> SessionName.of(token.subject().orElse("spiffe-aws")));
      return new SessionRequest(token, role, chain, name, duration, policies);
    }
  }

  /// The result of a request.
  ///
  /// @param token the token that identified the caller
  /// @param sessionName the name of the session
  /// @param credentials of the session
  public record Result(JwtToken token, SessionName sessionName, SessionCredentials credentials) {}

  /// Obtains credentials.
  ///
  /// @throws ProblemException if the token source, STS or the store fails; a rejection has its
  ///   cause if the cause can be found
  public Result run(Request request) {
    if (store.equals(SessionStore.NONE)) { // a cached session needs no connection
      exchange.prepare(request.role());
    }
    var session = request.of(tokens.token());
    var credentials = store.session(session, () -> chain.from(exchange.run(session), session));
    retryBudget.exhaust();
    return new Result(session.token(), session.sessionName(), credentials);
  }
}
