package io.spiffeaws.spire;

import io.spiffeaws.spiffe.SpiffeId;

/// Recognizes node aliases: entries that give an ID to nodes rather than workloads. As a parent, a
/// node alias outlives the agents that have it.
public final class NodeAlias {
  private static final String AGENTS = "/spire/agent/";
  private static final String AGENT_SELECTOR = "spiffe_id";

  private NodeAlias() {}

  /// Returns the parent ID of node aliases that select nodes by their selectors, as `spire-server
  /// entry create -node` creates them.
  public static SpiffeId server(String trustDomain) {
    return new SpiffeId(trustDomain, "/spire/server");
  }

  /// Returns the selector of one agent. `spire-server token generate -spiffeID` creates an entry
  /// with this selector, whose parent is the agent.
  static Selector selectorOf(SpiffeId agent) {
    return new Selector(AGENT_SELECTOR, agent.toString());
  }

  /// Returns whether the entry is a node alias.
  public static boolean is(RegistrationEntry entry) {
    var parent = entry.parentId();
    return parent.equals(server(parent.trustDomain()))
        || (parent.path().startsWith(AGENTS)
            && entry.key().selectors().contains(selectorOf(parent)));
  }
}
