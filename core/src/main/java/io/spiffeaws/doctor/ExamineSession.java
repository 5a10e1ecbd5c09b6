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

/// Does the exchange, whatever was found before: STS has the last word, as an issuer that cannot be
/// reached from here may well be reached from there. But it waits for no better answer where it is
/// known why STS refuses. Then asks STS whose session it is.
public final class ExamineSession {
  /// By the code of a refusal, the check that finds the same.
  private static final Map<String, String> SAID_BY =
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

  private final Function<TokenSource, ObtainCredentials> sessions;
  private final Function<SessionCredentials, CallerAccount> callers;
  private final RetryBudget retryBudget;

  /// @param sessions obtains them with a token, with that patience
  /// @param callers the caller who has that session
  public ExamineSession(
      Function<TokenSource, ObtainCredentials> sessions,
      Function<SessionCredentials, CallerAccount> callers,
      RetryBudget retryBudget) {
    this.sessions = sessions;
    this.callers = callers;
    this.retryBudget = retryBudget;
  }

  void run(ObtainCredentials.Request wanted, Optional<JwtToken> token, DoctorReport walk) {
    if (token.isEmpty()) {
      walk.skip("there is no token", "exchange", "session");
      return;
    }
    if (SAID_BY.values().stream().anyMatch(walk::failed)) {
      retryBudget.exhaust();
    }
    try {
      var session = sessions.apply(token::get).run(wanted).credentials();
      walk.good(
          "exchange",
          "STS returned a session of %s, which expires at %s"
              .formatted(session.assumedRoleArn(), session.expiresAt()));
      walk.add(caller(session));
    } catch (ProblemException e) {
      walk.add(refused(e.problem(), walk));
      walk.skip("there is no session", "session");
    }
  }

  /// What an earlier check said is not said again.
  private static Check refused(Problem problem, DoctorReport walk) {
    return Optional.ofNullable(SAID_BY.get(problem.code()))
        .filter(walk::failed)
        .map(name -> Check.bad("exchange", "STS denied the exchange: see the check %s".formatted(name), ""))
        .orElseGet(() -> Check.bad("exchange", problem.message(), problem.hint()));
  }

  private Check caller(SessionCredentials session) {
    try {
      return Check.good(
          "session",
          "sts:GetCallerIdentity accepts it, in account " + callers.apply(session).find().id());
    } catch (ProblemException e) {
      return e.problem().code().equals(CallerAccount.NOT_OFFERED)
          ? Check.skipped("session", e.problem().message(), "")
          : Check.bad("session", e.problem().message(), e.problem().hint());
    }
  }
}
