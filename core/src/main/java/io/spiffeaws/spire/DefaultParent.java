package io.spiffeaws.spire;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds the parent of an entry that specifies none: the only node alias, else the only agent that
/// keeps its ID at its next attestation. If there are several candidates, it reports them instead
/// of choosing one.
public final class DefaultParent {
  private static final int SHOWN = 10;
  private static final int SELECTORS_A_CALL = 200;

  private final RegistrationEntries entries;
  private final Agents agents;

  public DefaultParent(RegistrationEntries entries, Agents agents) {
    this.entries = entries;
    this.agents = agents;
  }

  /// Returns the default parent.
  ///
  /// @throws ProblemException malformed, if there is no candidate or several; the hint lists them
  public SpiffeId of(String trustDomain) {
    var attested = new ArrayList<Agent>();
    agents.list(agent -> {
      if (!agent.banned()) {
        attested.add(agent);
      }
    });
    checkTrustDomain(trustDomain, attested);
    var aliases = aliases(trustDomain, attested);
    return only(aliases, attested).orElseThrow(() -> noDefault(aliases, attested));
  }

  /// Returns the default parent on a server with these entries and agents; empty if there is no
  /// candidate or several.
  public static Optional<SpiffeId> among(List<RegistrationEntry> entries, List<Agent> agents) {
    var attested = agents.stream().filter(agent -> !agent.banned()).toList();
    var used = new HashSet<>(selectors(attested));
    var all = entries.stream().filter(NodeAlias::is).toList();
    var inUse =
        ids(
            all.stream()
                .filter(alias ->
                    alias.parentId().equals(NodeAlias.server(alias.parentId().trustDomain()))
                        || alias.key().selectors().stream().anyMatch(used::contains)));
    return only(inUse.isEmpty() ? ids(all.stream()) : inUse, attested);
  }

  private static SortedSet<SpiffeId> ids(Stream<RegistrationEntry> aliases) {
    return aliases.map(RegistrationEntry::spiffeId).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Optional<SpiffeId> only(SortedSet<SpiffeId> aliases, List<Agent> attested) {
    if (aliases.size() == 1) {
      return Optional.of(aliases.first());
    }
    var lasting = lasting(attested);
    return aliases.isEmpty() && lasting.size() == 1
        ? Optional.of(lasting.first())
        : Optional.empty();
  }

  /// Returns the selectors of the aliases that join tokens created.
  private static List<Selector> selectors(List<Agent> attested) {
    return attested.stream()
        .filter(Agent::byJoinToken)
        .map(agent -> NodeAlias.selectorOf(agent.id()))
        .toList();
  }

  /// Checks the trust domain before the search. For a parent in another one, the server's error
  /// would describe an internal look-up.
  private static void checkTrustDomain(String trustDomain, List<Agent> attested) {
    var own = ServerTrustDomain.other(trustDomain, attested);
    if (own.isPresent()) {
      throw ProblemException.malformed(
          ServerTrustDomain.CODE,
          "the trust domain of the SPIRE server is %s; it cannot have entries in %s"
              .formatted(own.get(), trustDomain),
          "specify an ID in the server's trust domain: spiffe://" + own.get() + "/PATH");
    }
  }

  private SortedSet<SpiffeId> aliases(String trustDomain, List<Agent> attested) {
    var found = new TreeSet<SpiffeId>();
    find(EntryFilter.byParentId(NodeAlias.server(trustDomain)), found);
    var selectors = selectors(attested);
    for (var from = 0; from < selectors.size(); from += SELECTORS_A_CALL) {
      var to = Math.min(from + SELECTORS_A_CALL, selectors.size());
      find(EntryFilter.byAnyOf(selectors.subList(from, to)), found);
    }
    if (found.isEmpty()) {
      // an alias whose join token is not used yet is found only in the list of all entries
      find(EntryFilter.ALL, found);
    }
    return found;
  }

  private void find(EntryFilter filter, SortedSet<SpiffeId> found) {
    entries.list(
        filter,
        entry -> {
          if (NodeAlias.is(entry)) {
            found.add(entry.spiffeId());
          }
        });
  }

  private static SortedSet<SpiffeId> lasting(List<Agent> attested) {
    return attested.stream()
        .filter(agent -> !agent.byJoinToken())
        .map(Agent::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static ProblemException noDefault(SortedSet<SpiffeId> aliases, List<Agent> attested) {
    var agents =
        attested.stream()
            .map(agent -> agent.id() + (agent.byJoinToken() ? " (join token: valid once)" : ""))
            .sorted()
            .toList();
    var candidates =
        "%s; %s"
            .formatted(
                listed("node aliases", aliases.stream().map(SpiffeId::toString).toList()),
                listed("agents", agents));
    return ProblemException.malformed(
        "no-default-parent",
        aliases.size() > 1 || agents.size() > 1
            ? "no parent ID specified, and there are several candidates: " + candidates
            : "no parent ID specified, and there is no candidate: " + candidates,
        hint(aliases, attested));
  }

  /// Specifies the candidate if there is only one: an agent that a join token attested is never
  /// chosen, since its next attestation gives it another ID.
  private static String hint(SortedSet<SpiffeId> aliases, List<Agent> attested) {
    if (aliases.isEmpty() && attested.isEmpty()) {
      return "start an agent that belongs to this server, then run the command again";
    }
    return aliases.isEmpty() && attested.size() == 1
        ? "specify it, until the agent joins again: --parent-id " + attested.getFirst().id()
        : "specify one of them with --parent-id";
  }

  private static String listed(String what, Collection<String> ids) {
    if (ids.isEmpty()) {
      return what + ": none";
    }
    var more = ids.size() > SHOWN ? ", and " + (ids.size() - SHOWN) + " more" : "";
    return what + ": " + ids.stream().limit(SHOWN).collect(Collectors.joining(", ")) + more;
  }
}
