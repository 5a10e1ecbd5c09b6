package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.doctor.ServerInventory.Inventory;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.system.Caller;
import io.spiffeaws.system.CallerSource;
import io.spiffeaws.workload.SvidSelector;
import java.time.Clock;
import java.util.Optional;
import java.util.TreeSet;

/// Explains why an agent issued no identity to this process: by the entries and agents of the SPIRE
/// server if it can be asked, else by the attributes of this process.
public final class MissingIdentity {
  private final CallerSource callers;
  private final Optional<ServerInventory> server;
  private final ExpectedIdentity expected;
  private final ReaderCommands typed;
  private final Clock clock;

  /// @param server the SPIRE server, if one is specified
  /// @param typed what the reader of the hints types
  public MissingIdentity(
      CallerSource callers,
      Optional<ServerInventory> server,
      ExpectedIdentity expected,
      ReaderCommands typed,
      Clock clock) {
    this.callers = callers;
    this.server = server;
    this.expected = expected;
    this.typed = typed;
    this.clock = clock;
  }

  /// Adds the failed check, and a skipped check of the entry if the server was asked.
  ///
  /// @param problem the agent's answer
  void examine(SvidSelector choice, Optional<RoleArn> role, Problem problem, DoctorReport report) {
    var caller = callers.read();
    if (server.isEmpty()) {
      report.add(withoutServer(problem, hints(choice, role, caller, Optional.empty())));
      return;
    }
    try {
      var inventory = server.get().read();
      report.add(explained(choice, role, caller, inventory));
      report.skip("because of identity", "entry");
    } catch (ProblemException e) {
      report.add(withoutServer(problem, hints(choice, role, caller, Optional.empty())));
      report.add(Check.skipped("entry", e.problem().message(), ExamineEntry.hint(e.problem())));
    }
  }

  /// Returns the failed check of several identities, with the one that the role trusts.
  ///
  /// @param problem the agent's answer
  Check among(
      AgentIdentities<?> agent, SvidSelector choice, Optional<RoleArn> role, Problem problem) {
    var hint =
        expected
            .of(choice, role)
            .filter(id -> offers(agent, id))
            .map(id -> TypedCommand.of("specify the one that the role trusts: --spiffe-id %s", id))
            .orElse(problem.hint());
    return Check.bad("identity", problem.message(), hint);
  }

  private static boolean offers(AgentIdentities<?> agent, SpiffeId id) {
    try {
      return agent.offered(Optional.of(id)).stream().anyMatch(svid -> svid.spiffeId().equals(id));
    } catch (ProblemException notOffered) {
      return false;
    }
  }

  private Check explained(
      SvidSelector choice, Optional<RoleArn> role, Caller caller, Inventory inventory) {
    var hints = hints(choice, role, caller, Optional.of(inventory));
    return new NoIdentityText(hints, new NodeParents(inventory))
        .of(NoIdentityCause.of(caller, hints.expected(), inventory, clock.instant()));
  }

  private static Check withoutServer(Problem problem, NoIdentityHints hints) {
    return Check.bad(
        "identity",
        problem.message()
            + (hints.caller().isEmpty() ? "" : "; this process has " + hints.caller()),
        "to wait for a new entry, add --wait 15s; to create one, run on the SPIRE server: "
            + hints.register("")
            + hints.otherIds());
  }

  private NoIdentityHints hints(
      SvidSelector choice, Optional<RoleArn> role, Caller caller, Optional<Inventory> inventory) {
    return new NoIdentityHints(
        caller,
        callers::user,
        expected.of(choice, role),
        expected.trusted(role),
        choice.hint(),
        inventory.flatMap(MissingIdentity::trustDomain),
        inventory.map(found -> new NodeReach(found).all()).orElseGet(TreeSet::new),
        typed);
  }

  private static Optional<String> trustDomain(Inventory inventory) {
    return inventory.agents().stream()
        .map(agent -> agent.id().trustDomain())
        .findFirst()
        .or(() ->
            inventory.entries().stream().map(entry -> entry.spiffeId().trustDomain()).findFirst());
  }
}
