package io.spiffeaws.sts;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.refresh.Lifetime;
import io.spiffeaws.time.DurationText;
import io.spiffeaws.time.RetryBudget;
import io.spiffeaws.workload.IdentityNotIssued;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Obtains credentials. It fetches a token or a certificate, which proves the caller's identity.
/// Then it returns a cached session of that identity, or exchanges the proof for a new session and
/// assumes the chain of roles from there.
public final class ObtainCredentials {
  private final FirstSession first;
  private final AssumeRoleChain chain;
  private final RetryBudget retryBudget;
  private final SessionStore store;

  /// Obtains the first session from any source.
  public ObtainCredentials(
      FirstSession first, RoleAssumption assumption, SessionStore store, RetryBudget retryBudget) {
    this.first = first;
    this.retryBudget = retryBudget;
    this.chain = new AssumeRoleChain(assumption, retryBudget);
    this.store = store;
  }

  /// Obtains the first session from STS, with a token.
  public ObtainCredentials(
      TokenSource tokens,
      TokenExchange exchange,
      RoleAssumption assumption,
      StsErrorExplanation explanation,
      SessionStore store,
      RetryBudget retryBudget) {
    this(
        new ExchangeToken(tokens, exchange, explanation, retryBudget),
        assumption,
        store,
        retryBudget);
  }

  /// A request for credentials.
  ///
  /// @param role the role of the first session
  /// @param chain the roles to assume from there, each with the session of the previous one; the
  ///   result is the session of the last role
  /// @param sessionName the name of the session; if empty, derived from the caller's subject
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
    /// the clocks differ. It is renewed at the latest when the certificate that it was obtained
    /// with expires.
    public Lifetime lifetime(SessionCredentials session, Instant now) {
      return Lifetime.renewedHalfway(now, session.expiresAt(), duration)
          .renewedBy(session.renewBy());
    }

    private SessionRequest of(CallerIdentity identity) {
      var name =
          sessionName.orElseGet(() -> SessionName.of(identity.subject().orElse("spiffe-aws")));
      return new SessionRequest(identity, role, chain, name, duration, policies);
    }
  }

  /// The result of a request.
  ///
  /// @param identity the identity of the caller
  /// @param sessionName the name of the session
  /// @param credentials of the session
  public record Result(
      CallerIdentity identity, SessionName sessionName, SessionCredentials credentials) {}

  /// Obtains credentials.
  ///
  /// @throws ProblemException if there is no proof of an identity, or AWS or the store fails; a
  ///   rejection has its cause if the cause can be found
  public Result run(Request request) {
    if (store.equals(SessionStore.NONE)) { // a cached session needs no connection
      first.prepare(request.role());
    }
    var proof = prove(request.role());
    var session = request.of(proof.identity());
    var credentials = store.session(session, () -> obtain(proof, session));
    retryBudget.exhaust();
    var name = SessionName.in(credentials.assumedRoleArn()).orElse(session.sessionName());
    return new Result(session.identity(), name, credentials);
  }

  /// Without the role, the command that finds the cause of a missing identity could not know which
  /// identity the role trusts.
  private CallerProof prove(RoleArn role) {
    try {
      return first.prove();
    } catch (ProblemException e) {
      throw IdentityNotIssued.diagnosedWith(TypedCommand.of("--role %s", role), e);
    }
  }

  private SessionCredentials obtain(CallerProof proof, SessionRequest session) {
    return chain.from(proof.exchange(session), session).renewedBy(proof.identity().expires());
  }
}
