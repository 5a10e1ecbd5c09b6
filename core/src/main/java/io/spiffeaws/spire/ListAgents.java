package io.spiffeaws.spire;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Lists the attested agents.
public final class ListAgents {
  private final Agents agents;

  public ListAgents(Agents agents) {
    this.agents = agents;
  }

  /// @return the agents, sorted by SPIFFE ID
  public List<Agent> run() {
    var found = new ArrayList<Agent>();
    agents.list(found::add);
    found.sort(Comparator.comparing(Agent::id));
    return found;
  }
}
