package io.spiffeaws.workload;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.RetryBudget;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Fetches the JWT-SVID of one identity. It retries within the retry budget, since an agent
/// receives a new registration entry only at its next synchronization with its server.
public final class FetchJwtSvid {
  /// The codes of problems that end when the agent has synchronized with its server.
  static final Set<String> RETRYABLE =
      Set.of(
          "no-identity-issued",
          "no-such-identity",
          "no-agent-socket",
          "agent-not-running",
          "agent-behind");

  private final WorkloadApi workload;
  private final RetryBudget retryBudget;

  public FetchJwtSvid(WorkloadApi workload, RetryBudget retryBudget) {
    this.workload = workload;
    this.retryBudget = retryBudget;
  }

  /// The token to fetch.
  ///
  /// @param audience the audience of the token
  /// @param selector the identity of the token
  public record Request(String audience, SvidSelector selector) {
    public Request {
      if (audience.isBlank()) {
        throw ProblemException.malformed(
            "malformed-audience",
            "the audience is empty",
            "specify one with --audience, for example sts.amazonaws.com");
      }
    }
  }

  /// Fetches the token.
  ///
  /// @throws ProblemException as [WorkloadApi#fetchJwtSvids] and [SvidSelector#of]
  public JwtSvid run(Request request) {
    while (true) {
      try {
        return request
            .selector()
            .of(workload.fetchJwtSvids(request.audience(), request.selector().spiffeId()));
      } catch (ProblemException e) {
        if (!RETRYABLE.contains(e.problem().code()) || !retryBudget.waitForRetry(e.problem())) {
          return fromAll(request, e);
        }
      }
    }
  }

  /// Fetches all identities, so that the error lists those that the agent offers. If an agent does
  /// not have the requested identity, it answers that it has none, even if it has others.
  private JwtSvid fromAll(Request request, ProblemException e) {
    var requested = request.selector().spiffeId();
    if (requested.isEmpty() || !e.problem().code().equals(IdentityNotIssued.CODE)) {
      throw e;
    }
    List<JwtSvid> offered;
    try {
      offered = workload.fetchJwtSvids(request.audience(), Optional.empty());
    } catch (ProblemException noneOffered) {
      throw new ProblemException(IdentityNotIssued.problem(requested), e);
    }
    return request.selector().of(offered);
  }
}
