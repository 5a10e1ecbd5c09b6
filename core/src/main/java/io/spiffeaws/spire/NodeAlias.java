package io.spiffeaws.spire;

import io.spiffeaws.spiffe.SpiffeId;

/// An entry that gives nodes, rather than workloads, an ID. As a parent it outlives the agents that
/// have it.
public final class NodeAlias {
  private static final String AGENTS = "/spire/agent/";
  private static final String AGENT_SELECTOR = "spiffe_id";

  private NodeAlias() {}

  /// Whose child such an entry is when it was made for nodes by their selectors, as by
  /// `spire-server entry create -node`.
  public static SpiffeId server(String trustDomain) {
    return new SpiffeId(trustDomain, "/spire/server");
  }

  /// What selects one agent in the entry that `spire-server token generate -spiffeID` makes: its
  /// parent is that agent.
  static Selector selectorOf(SpiffeId agent) {
    return new Selector(AGENT_SELECTOR, agent.toString());
  }

  /// Whether it is one.
  public static boolean is(RegistrationEntry entry) {
    var parent = entry.parentId();
    return parent.equals(server(parent.trustDomain()))
        || (parent.path().startsWith(AGENTS)
            && entry.key().selectors().contains(selectorOf(parent)));
  }
}
