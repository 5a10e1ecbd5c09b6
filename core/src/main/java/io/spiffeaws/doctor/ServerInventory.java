package io.spiffeaws.doctor;

import io.spiffeaws.spire.Agent;
import io.spiffeaws.spire.RegistrationEntry;
import java.util.List;

/// Reads what a SPIRE server has registered.
public interface ServerInventory {
  /// What a SPIRE server has registered.
  ///
  /// @param entries all registration entries
  /// @param agents all attested agents
  record Inventory(List<RegistrationEntry> entries, List<Agent> agents) {
    public Inventory {
      entries = List.copyOf(entries);
      agents = List.copyOf(agents);
    }
  }

  /// Reads entries and agents.
  ///
  /// @throws io.spiffeaws.problem.ProblemException refused, if the server denies the request;
  ///   unreachable, if it does not answer; no identity, if the request requires one
  Inventory read();
}
