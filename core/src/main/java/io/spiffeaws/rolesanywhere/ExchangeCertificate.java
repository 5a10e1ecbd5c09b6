package io.spiffeaws.rolesanywhere;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sts.CallerIdentity;
import io.spiffeaws.sts.CallerProof;
import io.spiffeaws.sts.FirstSession;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.sts.SessionName;
import io.spiffeaws.sts.SessionRequest;
import io.spiffeaws.time.RetryBudget;
import io.spiffeaws.workload.X509Svid;
import java.util.Optional;

/// [FirstSession] by a request that an X509-SVID signs. Retries an error that may be due to
/// propagation as long as [RetryBudget] allows. Explains a denial by what the certificate lacks.
///
/// A session name is sent only if the profile accepts it (docs/dev/decisions/0020).
public final class ExchangeCertificate implements FirstSession {
  private final SvidSource svids;
  private final SessionCreation creation;
  private final RolesAnywhereTarget target;
  private final SvidReview review;
  private final RetryBudget retryBudget;
  private volatile boolean namesOmitted;

  public ExchangeCertificate(
      SvidSource svids,
      SessionCreation creation,
      RolesAnywhereTarget target,
      SvidReview review,
      RetryBudget retryBudget) {
    this.svids = svids;
    this.creation = creation;
    this.target = target;
    this.review = review;
    this.retryBudget = retryBudget;
  }

  @Override
  public void prepare(RoleArn role) {
    creation.prepare(target.region());
  }

  @Override
  public CallerProof prove() {
    var svid = svids.svid();
    return new CallerProof() {
      @Override
      public CallerIdentity identity() {
        return new CertificateIdentity(svid, target);
      }

      @Override
      public SessionCredentials exchange(SessionRequest request) {
        return run(request, svid);
      }
    };
  }

  private SessionCredentials run(SessionRequest request, X509Svid svid) {
    var call =
        new CreateSessionRequest(
            svid,
            target,
            request.role(),
            Optional.of(request.sessionName()),
            request.firstDuration());
    while (true) {
      try {
        return create(call);
      } catch (ProblemException e) {
        if (!CreateSessionProblems.PROPAGATING.contains(e.problem().code())
            || !retryBudget.waitForRetry()) {
          throw explained(svid, e);
        }
      }
    }
  }

  private ProblemException explained(X509Svid svid, ProblemException e) {
    return CreateSessionProblems.VAGUE.contains(e.problem().code())
        ? new ProblemException(review.problem(svid).orElse(e.problem()), e)
        : e;
  }

  private SessionCredentials create(CreateSessionRequest call) {
    var derived =
        call.sessionName().equals(Optional.of(SessionName.of(call.svid().spiffeId().toString())));
    if (derived && namesOmitted) {
      return creation.create(call.unnamed());
    }
    try {
      return creation.create(call);
    } catch (ProblemException e) {
      var code = e.problem().code();
      if (code.equals(CreateSessionProblems.DENIED)
          || (derived && code.equals(CreateSessionProblems.NAME_NOT_ACCEPTED))) {
        return unnamed(call, derived);
      }
      throw e;
    }
  }

  /// Repeats a denied request without the name, which is the cause if the service accepts that.
  private SessionCredentials unnamed(CreateSessionRequest call, boolean derived) {
    var session = creation.create(call.unnamed());
    if (!derived) {
      throw new ProblemException(CreateSessionProblems.nameNotAccepted(call));
    }
    namesOmitted = true;
    return session;
  }
}
