package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.doctor.ServerInventory.Inventory;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.spire.Agent;
import io.spiffeaws.spire.NodeAlias;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Explains why an agent cannot be used: by the agents of the SPIRE server if it can be asked. If
/// no server is specified, the reader may be a workload without permissions, so the text names who
/// can fix it.
public final class UnusableAgent {
  private static final String OF_AGENT = "the operator of the SPIRE agent on this host";

  /// The codes of problems that an agent has if its server does not accept it.
  private static final Set<String> GONE =
      Set.of("no-agent-socket", "agent-not-running", "agent-not-accepted");

  /// The codes of problems that are fixed on the SPIRE server.
  private static final Set<String> OF_SERVER = Set.of("jwt-svids-disabled");

  /// The codes of problems that the reader fixes: by waiting, or by another option.
  private static final Set<String> OF_READER =
      Set.of(
          "agent-behind",
          "agent-throttles",
          "agent-refused",
          "agent-socket-not-trusted",
          "several-identities");

  private final Optional<ServerInventory> server;
  private final String serverOptions;
  private final Clock clock;

  /// @param server the SPIRE server, if one is specified
  /// @param serverOptions the options of `spire-server` for that server, with a blank before them;
  ///   may be empty
  public UnusableAgent(Optional<ServerInventory> server, String serverOptions, Clock clock) {
    this.server = server;
    this.serverOptions = serverOptions;
    this.clock = clock;
  }

  /// Returns the failed check of a problem with the agent.
  Check check(String name, Problem problem) {
    return GONE.contains(problem.code())
        ? inventory()
            .flatMap(found -> lost(name, problem, found))
            .orElseGet(() -> plain(name, problem))
        : plain(name, problem);
  }

  private Optional<Inventory> inventory() {
    try {
      return server.map(ServerInventory::read);
    } catch (ProblemException unknown) {
      return Optional.empty();
    }
  }

  private Check plain(String name, Problem problem) {
    return Check.bad(name, problem.message(), problem.hint() + orAsk(problem));
  }

  private String orAsk(Problem problem) {
    if (server.isPresent() || OF_READER.contains(problem.code())) {
      return "";
    }
    return "; if you cannot, ask "
        + (OF_SERVER.contains(problem.code()) ? "the operator of the SPIRE server" : OF_AGENT);
  }

  /// Explains a missing agent by those of the server; empty if one of them may run on this host.
  private Optional<Check> lost(String name, Problem problem, Inventory inventory) {
    var agents = inventory.agents();
    var banned = agents.stream().filter(Agent::banned).toList();
    var ended = agents.stream().filter(agent -> !agent.banned() && expired(agent)).toList();
    if (!banned.isEmpty()) {
      var others = agents.size() > banned.size() + ended.size();
      return Optional.of(
          Check.bad(
              name,
              problem.message()
                  + "; the SPIRE server has banned the agent "
                  + ids(banned)
                  + (others ? ", which may be the one of this host" : ", and a banned agent exits"),
              (others ? problem.hint() + "; to allow a banned agent" : "to allow it")
                  + " again if the ban is not intended, run on the SPIRE server: "
                  + attestAgain(banned.getFirst(), inventory)));
    }
    return agents.size() > ended.size()
        ? Optional.empty()
        : Optional.of(Check.bad(name, problem.message() + "; " + none(ended), problem.hint()));
  }

  private boolean expired(Agent agent) {
    return agent.expiresAt().filter(end -> end.isBefore(clock.instant())).isPresent();
  }

  private static String none(List<Agent> ended) {
    return ended.isEmpty()
        ? "the SPIRE server has no attested agent"
        : "the SPIRE server has only agents whose certificates have expired: "
            + ended.stream()
                .map(agent ->
                    agent.id() + " at " + agent.expiresAt().map(Instant::toString).orElse(""))
                .collect(Collectors.joining(", "));
  }

  /// The commands that let an agent attest again. With a join token, it gets the same alias.
  private String attestAgain(Agent agent, Inventory inventory) {
    var evict =
        TypedCommand.of("spire-server agent evict -spiffeID %s", agent.id()) + serverOptions;
    return evict
        + (agent.byJoinToken()
            ? "; then start the agent with a new join token, from: spire-server token generate"
                + inventory.entries().stream()
                    .filter(entry -> NodeAlias.is(entry) && entry.parentId().equals(agent.id()))
                    .findFirst()
                    .map(entry -> TypedCommand.of(" -spiffeID %s", entry.spiffeId()))
                    .orElse("")
                + serverOptions
            : "; then start the agent");
  }

  private static String ids(List<Agent> agents) {
    return agents.stream().map(agent -> agent.id().toString()).collect(Collectors.joining(", "));
  }
}
