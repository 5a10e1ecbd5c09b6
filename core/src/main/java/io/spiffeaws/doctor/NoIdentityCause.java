package io.spiffeaws.doctor;

import io.spiffeaws.doctor.ServerInventory.Inventory;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.NodeAlias;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.system.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/// Why an agent has no identity for this process, as the entries and agents of its server show.
sealed interface NoIdentityCause {
  /// The age below which agents may not have an entry yet. They receive changes every 5 seconds,
  /// from a copy that the server updates every 5 seconds (SPIRE, `sync_interval`,
  /// `cache_reload_interval`).
  Duration RECENT = Duration.ofSeconds(15);

  /// No entry is for this process.
  ///
  /// @param others the entries of other processes, if this one may have any ID; else empty
  record NoEntry(List<RegistrationEntry> others) implements NoIdentityCause {
    public NoEntry {
      others = List.copyOf(others);
    }
  }

  /// The expected ID is not in the trust domain of the server.
  ///
  /// @param trustDomain of the server
  record OtherTrustDomain(String trustDomain) implements NoIdentityCause {}

  /// The entry has only selectors of this process, but another parent than this node.
  ///
  /// @param below the agents that receive the entry; empty if its parent is neither an agent nor an
  ///   alias of one
  /// @param others the other agents, one of which is on this node
  record OtherParent(RegistrationEntry entry, SortedSet<SpiffeId> below, SortedSet<SpiffeId> others)
      implements NoIdentityCause {}

  /// The entry has selectors that this process does not have.
  ///
  /// @param selectors every selector of the entry, compared
  record OtherSelectors(RegistrationEntry entry, List<SelectorComparison> selectors)
      implements NoIdentityCause {}

  /// The entry fits as far as it could be compared, and is so new that the agent may not have it
  /// yet.
  ///
  /// @param selectors every selector of the entry, compared
  record Recent(RegistrationEntry entry, List<SelectorComparison> selectors, Duration age)
      implements NoIdentityCause {}

  /// The entry fits as far as it could be compared, and is not new.
  ///
  /// @param selectors every selector of the entry, compared
  record NotReceived(RegistrationEntry entry, List<SelectorComparison> selectors, Duration age)
      implements NoIdentityCause {}

  /// Finds the cause.
  ///
  /// @param expected the ID that this process should have; if empty, entries of all IDs are
  ///   compared
  static NoIdentityCause of(
      Caller caller, Optional<SpiffeId> expected, Inventory inventory, Instant now) {
    var foreign = expected.flatMap(id -> foreign(id, inventory));
    if (foreign.isPresent()) {
      return new OtherTrustDomain(foreign.get());
    }
    var reach = new NodeReach(inventory);
    return inventory.entries().stream()
        .filter(entry -> expected.map(entry.spiffeId()::equals).orElse(!NodeAlias.is(entry)))
        .map(entry -> new IdentityCandidate(entry, caller, reach, now))
        .filter(candidate -> expected.isPresent() || candidate.nearlyFits())
        .min(Comparator.comparingInt(IdentityCandidate::rank))
        .map(IdentityCandidate::cause)
        .orElseGet(() -> new NoEntry(expected.isPresent() ? List.of() : workloads(inventory)));
  }

  private static List<RegistrationEntry> workloads(Inventory inventory) {
    return inventory.entries().stream().filter(entry -> !NodeAlias.is(entry)).toList();
  }

  private static Optional<String> foreign(SpiffeId id, Inventory inventory) {
    return inventory.agents().stream()
        .map(agent -> agent.id().trustDomain())
        .findFirst()
        .filter(own -> !own.equals(id.trustDomain()));
  }
}
