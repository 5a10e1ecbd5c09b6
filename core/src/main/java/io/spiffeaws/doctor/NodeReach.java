package io.spiffeaws.doctor;

import io.spiffeaws.doctor.ServerInventory.Inventory;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.Agent;
import io.spiffeaws.spire.NodeAlias;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.spire.Selector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Finds the agents that receive an entry: its parent is the agent, an alias of the agent, or the
/// ID of another entry that the agent receives (SPIRE, `pkg/server/authorizedentries`).
final class NodeReach {
  private final List<Agent> agents;
  private final Map<SpiffeId, List<RegistrationEntry>> entries;

  NodeReach(Inventory inventory) {
    this.agents = inventory.agents().stream().filter(agent -> !agent.banned()).toList();
    this.entries =
        inventory.entries().stream().collect(Collectors.groupingBy(RegistrationEntry::spiffeId));
  }

  /// Returns the agents that are not banned, sorted.
  SortedSet<SpiffeId> all() {
    return agents.stream().map(Agent::id).collect(Collectors.toCollection(TreeSet::new));
  }

  /// Returns the agents that receive entries with this parent, sorted.
  SortedSet<SpiffeId> below(SpiffeId parent) {
    var found = new TreeSet<SpiffeId>();
    add(parent, found, new HashSet<>());
    return found;
  }

  private void add(SpiffeId parent, Set<SpiffeId> found, Set<SpiffeId> seen) {
    if (!seen.add(parent)) {
      return;
    }
    if (all().contains(parent)) {
      found.add(parent);
    }
    for (var entry : entries.getOrDefault(parent, List.of())) {
      if (entry.parentId().equals(NodeAlias.server(parent.trustDomain()))) {
        agents.stream()
            .filter(agent -> selectors(agent).containsAll(entry.key().selectors()))
            .map(Agent::id)
            .forEach(found::add);
      } else {
        add(entry.parentId(), found, seen);
      }
    }
  }

  /// Returns the selectors of a node. The server adds the agent's own ID to those that its
  /// attestation proved.
  private static List<Selector> selectors(Agent agent) {
    var selectors = new ArrayList<>(agent.selectors());
    selectors.add(new Selector("spiffe_id", agent.id().toString()));
    return selectors;
  }
}
