package io.spiffeaws.doctor;

import io.spiffeaws.chain.CallerAccount;
import io.spiffeaws.check.Check;
import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.sts.TokenSource;
import io.spiffeaws.time.RetryBudget;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Runs the exchange, even if earlier checks failed, because the answer of STS is decisive: AWS may
/// reach an issuer that is not reachable from here. It does not retry if an earlier check explains
/// the error, and is skipped if the issuer is too slow, since STS would wait as long again. Then it
/// requests the caller identity of the session from STS.
public final class ExamineSession {
  /// The earlier check that reports the same cause, by problem code.
  private static final Map<String, String> REPORTED_BY =
      Map.ofEntries(
          Map.entry("missing-claim", "token"),
          Map.entry("several-audiences", "token"),
          Map.entry("token-unsigned", "token_alg"),
          Map.entry("unsupported-algorithm", "token_alg"),
          Map.entry("token-expired", "token_exp"),
          Map.entry("unknown-key", "token_key"),
          Map.entry("forged-signature", "token_key"),
          Map.entry("no-oidc-provider", "provider"),
          Map.entry("wrong-audience", "audience"),
          Map.entry("no-such-role", "role"),
          Map.entry("role-path", "role"),
          Map.entry("denied-by-statement", "trust"),
          Map.entry("audience-not-trusted", "trust"),
          Map.entry("subject-not-trusted", "trust"),
          Map.entry("session-tags-not-trusted", "tags"),
          Map.entry("session-too-long", "duration"));

  /// Obtains sessions.
  public interface Sessions {
    /// Returns the operation.
    ///
    /// @param tokens returns the token to exchange
    /// @param causeKnown whether an error needs no explanation
    ObtainCredentials of(TokenSource tokens, boolean causeKnown);
  }

  private final Sessions sessions;
  private final Function<SessionCredentials, CallerAccount> callers;
  private final RetryBudget retryBudget;

  /// Creates the checks.
  ///
  /// @param sessions obtains sessions with a token
  /// @param callers returns the caller of a session
  /// @param retryBudget the budget that `sessions` uses
  public ExamineSession(
      Sessions sessions,
      Function<SessionCredentials, CallerAccount> callers,
      RetryBudget retryBudget) {
    this.sessions = sessions;
    this.callers = callers;
    this.retryBudget = retryBudget;
  }

  /// Runs the checks.
  ///
  /// @return the session, or empty if STS returned none
  Optional<SessionCredentials> run(
      ObtainCredentials.Request requested, Optional<JwtToken> token, DoctorReport report) {
    if (token.isEmpty()) {
      report.skip("there is no token", "exchange", "session");
      return Optional.empty();
    }
    if (report.failed("issuer_time")) {
      report.skip("because of issuer_time", "exchange", "session");
      return Optional.empty();
    }
    var causeKnown = Effects.explain("exchange", report);
    if (causeKnown) {
      retryBudget.giveUp();
    }
    try {
      var session = sessions.of(token::get, causeKnown).run(requested).credentials();
      report.good(
          "exchange",
          "STS returned a session of %s, which expires at %s"
              .formatted(session.assumedRoleArn(), session.expiresAt()));
      report.add(SessionCaller.check(callers.apply(session)));
      return Optional.of(session);
    } catch (ProblemException e) {
      report.exchangeProblem(e.problem());
      report.add(denied(e.problem(), token.get(), report));
      report.skip("there is no session", "session");
      return Optional.empty();
    }
  }

  /// The failed exchange; refers to an earlier check if that reported the same cause.
  private static Check denied(Problem problem, JwtToken token, DoctorReport report) {
    return Optional.ofNullable(REPORTED_BY.get(problem.code()))
        .filter(report::failed)
        .map(name ->
            Check.bad("exchange", "STS denied the exchange: see the check %s".formatted(name), ""))
        .or(() -> UnreadThumbprint.of(problem, token, report))
        .orElseGet(() -> Check.bad("exchange", problem.message(), problem.hint()));
  }
}
