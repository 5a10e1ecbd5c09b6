package io.spiffeaws.spire;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Checks whether the parent of an entry exists. A server accepts any parent ID. If it is neither
/// an agent nor an entry, no workload gets the entry's ID.
public final class ParentReview {
  private static final String AGENTS = "/spire/agent/";

  /// For more parents, one list of all entries takes less time.
  private static final int MOST_SEARCHES = 5;

  private final RegistrationEntries entries;
  private final Agents agents;

  public ParentReview(RegistrationEntries entries, Agents agents) {
    this.entries = entries;
    this.agents = agents;
  }

  /// Returns a warning if no such agent or entry exists, or empty if one exists or the server does
  /// not answer.
  public Optional<String> warning(SpiffeId parent) {
    return warnings(Set.of(parent)).stream().findFirst();
  }

  /// Returns a warning for each parent that does not exist; none if the server does not answer.
  public List<String> warnings(Set<SpiffeId> parents) {
    var missing = new LinkedHashSet<>(parents);
    missing.removeIf(parent -> parent.equals(NodeAlias.server(parent.trustDomain())));
    try {
      removeExisting(missing);
    } catch (ProblemException unknown) {
      return List.of();
    }
    return missing.stream()
        .map(parent ->
            "the parent %s is neither an attested agent nor an entry, so no workload gets an ID from it"
                    .formatted(parent)
                + "; to list the agents, run: spiffe-aws agent list")
        .toList();
  }

  /// IDs of agents are below `/spire/agent`, IDs of entries are not (SPIRE, `pkg/common/idutil`).
  private void removeExisting(Set<SpiffeId> parents) {
    var others = parents.stream().filter(parent -> !isAgent(parent)).toList();
    if (others.size() < parents.size()) {
      agents.list(agent -> parents.remove(agent.id()));
    }
    if (others.size() > MOST_SEARCHES) {
      entries.list(EntryFilter.ALL, entry -> parents.remove(entry.spiffeId()));
    } else {
      others.forEach(other ->
          entries.list(EntryFilter.bySpiffeId(other), entry -> parents.remove(entry.spiffeId())));
    }
  }

  private static boolean isAgent(SpiffeId id) {
    return id.path().startsWith(AGENTS);
  }
}
