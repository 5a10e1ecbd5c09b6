package io.spiffeaws.doctor;

import io.spiffeaws.doctor.ServerInventory.Inventory;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.DefaultParent;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/// Chooses the parent of an entry, so that the agent of this node receives it.
final class NodeParents {
  private final NodeReach reach;
  private final Optional<SpiffeId> byDefault;

  NodeParents(Inventory inventory) {
    this.reach = new NodeReach(inventory);
    this.byDefault = DefaultParent.among(inventory.entries(), inventory.agents());
  }

  /// Returns the option of `register` that specifies the parent, with a blank before it; empty if
  /// the default is right.
  String registerOption() {
    return byDefault.isPresent() ? "" : " " + option(reach.all());
  }

  /// Returns the option that specifies the parent, with a placeholder if the right one is unknown.
  ///
  /// @param nodes the agents, one of which is on this node
  String option(SortedSet<SpiffeId> nodes) {
    return "--parent-id " + parent(nodes).map(id -> TypedCommand.word(id.toString())).orElse("ID");
  }

  /// Returns the agents between which the reader has to choose, as a clause behind the command;
  /// empty if there is no choice.
  String choice(SortedSet<SpiffeId> nodes) {
    return parent(nodes).isPresent() || nodes.isEmpty()
        ? ""
        : ", with the agent of this node: "
            + nodes.stream().map(SpiffeId::toString).collect(Collectors.joining(" or "));
  }

  private Optional<SpiffeId> parent(SortedSet<SpiffeId> nodes) {
    return byDefault
        .filter(parent -> !Collections.disjoint(reach.below(parent), nodes))
        .or(() -> nodes.size() == 1 ? Optional.of(nodes.first()) : Optional.empty());
  }
}
