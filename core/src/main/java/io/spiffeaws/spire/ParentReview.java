package io.spiffeaws.spire;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Checks whether the parent of an entry exists. A server accepts any parent ID. If it is neither
/// an agent nor an entry, no workload gets the entry's ID.
public final class ParentReview {
  private static final String AGENTS = "/spire/agent/";

  private final RegistrationEntries entries;
  private final Agents agents;

  public ParentReview(RegistrationEntries entries, Agents agents) {
    this.entries = entries;
    this.agents = agents;
  }

  /// Returns a warning if no such agent or entry exists, or empty if one exists or the server does
  /// not answer.
  public Optional<String> warning(SpiffeId parent) {
    if (parent.equals(NodeAlias.server(parent.trustDomain()))) {
      return Optional.empty();
    }
    try {
      return exists(parent)
          ? Optional.empty()
          : Optional.of(
              "the parent %s is neither an attested agent nor an entry, so no workload gets this ID"
                      .formatted(parent)
                  + "; to list the agents, run: spiffe-aws agent list");
    } catch (ProblemException unknown) {
      return Optional.empty();
    }
  }

  /// Returns whether the parent exists. IDs of agents are below `/spire/agent`, IDs of entries are
  /// not (SPIRE, `pkg/common/idutil`).
  private boolean exists(SpiffeId parent) {
    Set<SpiffeId> found = new HashSet<>();
    if (parent.path().startsWith(AGENTS)) {
      agents.list(agent -> found.add(agent.id()));
    } else {
      entries.list(EntryFilter.bySpiffeId(parent), entry -> found.add(entry.spiffeId()));
    }
    return found.contains(parent);
  }
}
