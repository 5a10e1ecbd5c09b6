package io.spiffeaws.spire;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Finds the parent of an entry that names none: the only node alias, else the only agent that will
/// have the same ID after its next attestation. Where there is a choice, it is not made silently.
public final class DefaultParent {
  private static final int SHOWN = 10;
  private static final int SELECTORS_A_CALL = 200;

  private final RegistrationEntries entries;
  private final Agents agents;

  public DefaultParent(RegistrationEntries entries, Agents agents) {
    this.entries = entries;
    this.agents = agents;
  }

  /// @throws ProblemException malformed, where there is none or a choice; it lists them
  public SpiffeId of(String trustDomain) {
    var attested = new ArrayList<Agent>();
    agents.list(agent -> {
      if (!agent.banned()) {
        attested.add(agent);
      }
    });
    checkTrustDomain(trustDomain, attested);
    var aliases = aliases(trustDomain, attested);
    if (aliases.size() == 1) {
      return aliases.first();
    }
    var lasting = lasting(attested);
    if (aliases.isEmpty() && lasting.size() == 1) {
      return lasting.first();
    }
    throw undecided(aliases, attested);
  }

  /// Agents are of the server's own trust domain. Asked for parents in another one, the server
  /// would speak of a look-up that nobody has asked for.
  private static void checkTrustDomain(String wanted, List<Agent> attested) {
    var own = attested.stream().map(agent -> agent.id().trustDomain()).findFirst();
    if (own.isPresent() && !own.get().equals(wanted)) {
      throw ProblemException.malformed(
          "foreign-trust-domain",
          "the SPIRE server is of the trust domain %s, and has no entries of %s"
              .formatted(own.get(), wanted),
          "name an ID of its own: spiffe://" + own.get() + "/PATH");
    }
  }

  private SortedSet<SpiffeId> aliases(String trustDomain, List<Agent> attested) {
    var found = new TreeSet<SpiffeId>();
    find(EntryFilter.byParentId(NodeAlias.server(trustDomain)), found);
    var selectors =
        attested.stream()
            .filter(Agent::byJoinToken)
            .map(agent -> NodeAlias.selectorOf(agent.id()))
            .toList();
    for (var from = 0; from < selectors.size(); from += SELECTORS_A_CALL) {
      var to = Math.min(from + SELECTORS_A_CALL, selectors.size());
      find(EntryFilter.byAnyOf(selectors.subList(from, to)), found);
    }
    if (found.isEmpty()) {
      // an alias whose join token is not used yet shows only in a walk through all entries
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

  private static ProblemException undecided(SortedSet<SpiffeId> aliases, List<Agent> attested) {
    var agents =
        attested.stream()
            .map(agent -> agent.id() + (agent.byJoinToken() ? " (join token: serves once)" : ""))
            .sorted()
            .toList();
    return ProblemException.malformed(
        "no-default-parent",
        aliases.size() > 1 || agents.size() > 1
            ? "there is more than one parent that the entry could have"
            : "there is no parent that the entry could have",
        "name one with --parent-id, or make a node alias with register --node\n"
            + listed("node aliases", aliases.stream().map(SpiffeId::toString).toList())
            + "\n"
            + listed("agents", agents));
  }

  private static String listed(String what, Collection<String> ids) {
    if (ids.isEmpty()) {
      return what + ": none";
    }
    var more = ids.size() > SHOWN ? ", and " + (ids.size() - SHOWN) + " more" : "";
    return what + ": " + ids.stream().limit(SHOWN).collect(Collectors.joining(", ")) + more;
  }
}
