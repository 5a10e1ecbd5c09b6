package io.spiffeaws.doctor;

import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.time.RetryBudget;
import io.spiffeaws.workload.AgentAddress;
import io.spiffeaws.workload.FetchJwtSvid;
import io.spiffeaws.workload.OfferedIdentity;
import io.spiffeaws.workload.SvidSelector;
import io.spiffeaws.workload.WorkloadApi;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Checks whether an agent answers, and which identity it has for this process.
public final class ExamineAgent {
  /// The codes of problems that the agent has with any caller.
  private static final Set<String> OF_AGENT =
      Set.of(
          "no-agent-socket",
          "agent-socket-not-permitted",
          "agent-socket-not-trusted",
          "agent-not-running",
          "not-a-workload-api",
          "agent-hangs",
          "agent-failed",
          "agent-not-accepted");

  /// The codes of problems that entries on the server explain.
  private static final Set<String> MISSING = Set.of("no-identity-issued", "no-such-identity");

  private final Supplier<AgentAddress> address;
  private final Function<AgentAddress, WorkloadApi> agents;
  private final RetryBudget retryBudget;
  private final MissingIdentity missing;
  private final UnusableAgent unusable;

  /// Creates the checks.
  ///
  /// @param address of the agent; may throw if there is none
  /// @param missing explains a missing identity
  /// @param unusable explains all other problems with the agent
  public ExamineAgent(
      Supplier<AgentAddress> address,
      Function<AgentAddress, WorkloadApi> agents,
      RetryBudget retryBudget,
      MissingIdentity missing,
      UnusableAgent unusable) {
    this.address = address;
    this.agents = agents;
    this.retryBudget = retryBudget;
    this.missing = missing;
    this.unusable = unusable;
  }

  /// Runs the checks of agent and identity.
  ///
  /// @param role the role that the identity is for
  /// @return the token of the identity, or empty if a check failed
  Optional<JwtToken> run(
      FetchJwtSvid.Request request, Optional<RoleArn> role, DoctorReport report) {
    return run(
        address -> new JwtIdentities(agents.apply(address), retryBudget, request.audience()),
        request.selector(),
        role,
        report);
  }

  /// As above, for a proof of any kind.
  <T> Optional<T> run(
      Function<AgentAddress, AgentIdentities<T>> identities,
      SvidSelector choice,
      Optional<RoleArn> role,
      DoctorReport report) {
    AgentAddress found;
    try {
      found = address.get();
    } catch (ProblemException e) {
      if (e.problem() instanceof Problem.Malformed) {
        throw e; // every command rejects a malformed address
      }
      agent(e.problem(), report);
      return Optional.empty();
    }
    return ask(found, identities.apply(found), choice, role, report);
  }

  private <T> Optional<T> ask(
      AgentAddress found,
      AgentIdentities<T> agent,
      SvidSelector choice,
      Optional<RoleArn> role,
      DoctorReport report) {
    try {
      var fetched = agent.fetch(choice);
      report.good("agent", found + " answers");
      report.good("identity", fetched.id() + among(agent, choice));
      return Optional.of(fetched.proof());
    } catch (ProblemException e) {
      if (OF_AGENT.contains(e.problem().code())) {
        agent(e.problem(), report);
      } else {
        report.good("agent", found + " answers");
        identity(e.problem(), agent, choice, role, report);
      }
      return Optional.empty();
    }
  }

  private void identity(
      Problem problem,
      AgentIdentities<?> agent,
      SvidSelector choice,
      Optional<RoleArn> role,
      DoctorReport report) {
    if (MISSING.contains(problem.code())) {
      missing.examine(choice, role, problem, report);
    } else if (problem.code().equals(SvidSelector.SEVERAL)) {
      report.add(missing.among(agent, choice, role, problem));
    } else {
      report.add(unusable.check("identity", problem));
    }
  }

  private void agent(Problem problem, DoctorReport report) {
    report.add(unusable.check("agent", problem));
    report.skip("because of agent", "identity");
  }

  private static String among(AgentIdentities<?> agent, SvidSelector choice) {
    if (choice.equals(SvidSelector.THE_ONLY_ONE)) {
      return ", the only identity of this process";
    }
    try {
      return among(agent.offered(Optional.empty()));
    } catch (ProblemException unknown) {
      return "";
    }
  }

  private static String among(List<? extends OfferedIdentity> offered) {
    return offered.size() == 1
        ? ", the only identity of this process"
        : offered.stream()
            .map(svid -> svid.spiffeId().toString())
            .sorted()
            .collect(Collectors.joining(", ", ", selected from " + offered.size() + " (", ")"));
  }
}
