package io.spiffeaws.doctor;

import io.spiffeaws.chain.CallerAccount;
import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.SvidSource;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.time.RetryBudget;
import io.spiffeaws.workload.X509Svid;
import java.util.Optional;
import java.util.function.Function;

/// Creates a session with IAM Roles Anywhere, even if earlier checks failed, because its answer is
/// decisive. Does not retry if an earlier check explains the error, and is skipped if the endpoint
/// does not answer. Then it requests the caller identity of the session from STS.
public final class ExamineCreateSession {
  private final Function<SvidSource, ObtainCredentials> sessions;
  private final Function<SessionCredentials, CallerAccount> callers;
  private final RetryBudget retryBudget;

  /// Creates the checks.
  ///
  /// @param sessions obtains sessions with an X509-SVID
  /// @param callers returns the caller of a session
  /// @param retryBudget the budget that `sessions` uses
  public ExamineCreateSession(
      Function<SvidSource, ObtainCredentials> sessions,
      Function<SessionCredentials, CallerAccount> callers,
      RetryBudget retryBudget) {
    this.sessions = sessions;
    this.callers = callers;
    this.retryBudget = retryBudget;
  }

  /// Runs the checks.
  ///
  /// @return the session, or empty if there is none
  Optional<SessionCredentials> run(
      ObtainCredentials.Request requested, Optional<X509Svid> svid, DoctorReport report) {
    if (svid.isEmpty()) {
      report.skip("there is no X509-SVID", "exchange", "session");
      return Optional.empty();
    }
    if (report.failed("endpoint")) {
      report.skip("because of endpoint", "exchange", "session");
      return Optional.empty();
    }
    if (Effects.explain("exchange", report)) {
      retryBudget.giveUp();
    }
    try {
      var session = sessions.apply(svid::get).run(requested).credentials();
      report.good(
          "exchange",
          "IAM Roles Anywhere returned a session of %s, which expires at %s"
              .formatted(session.assumedRoleArn(), session.expiresAt()));
      report.add(SessionCaller.check(callers.apply(session)));
      return Optional.of(session);
    } catch (ProblemException e) {
      report.exchangeProblem(e.problem());
      report.bad(
          "exchange", e.problem().message() + shown(e.problem(), svid.get()), e.problem().hint());
      report.skip("there is no session", "session");
      return Optional.empty();
    }
  }

  /// What the X509-SVID shows of a cause that the service does not name.
  private static String shown(Problem problem, X509Svid svid) {
    return problem.code().equals("svid-not-trusted")
        ? "; the X509-SVID is signed by " + SigningAuthority.of(svid).text()
        : "";
  }
}
