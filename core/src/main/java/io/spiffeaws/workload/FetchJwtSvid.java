package io.spiffeaws.workload;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.RetryBudget;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Fetches the token of one identity, and waits for it where that was allowed: an agent learns of a
/// new registration entry only when it next asks its server.
public final class FetchJwtSvid {
  private static final Set<String> MAY_PASS =
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

  /// @param audience whom the token is for
  /// @param choice whose token
  public record Request(String audience, SvidSelector choice) {
    public Request {
      if (audience.isBlank()) {
        throw ProblemException.malformed(
            "malformed-audience",
            "the audience is empty",
            "name one with --audience, for example sts.amazonaws.com");
      }
    }
  }

  /// @throws ProblemException as the Workload API and the choice give it
  public JwtSvid run(Request request) {
    while (true) {
      try {
        return request
            .choice()
            .of(workload.fetchJwtSvids(request.audience(), request.choice().spiffeId()));
      } catch (ProblemException e) {
        if (!MAY_PASS.contains(e.problem().code()) || !retryBudget.another()) {
          return amongOthers(request, e);
        }
      }
    }
  }

  /// An agent that has other identities than the one asked for says that it has none; the choice
  /// then says which it has.
  private JwtSvid amongOthers(Request request, ProblemException e) {
    if (request.choice().spiffeId().isEmpty() || !e.problem().code().equals("no-identity-issued")) {
      throw e;
    }
    List<JwtSvid> others;
    try {
      others = workload.fetchJwtSvids(request.audience(), Optional.empty());
    } catch (ProblemException noOthers) {
      throw e;
    }
    return request.choice().of(others);
  }
}
