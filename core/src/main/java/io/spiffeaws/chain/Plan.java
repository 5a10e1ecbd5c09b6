package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/// What is to be done so that the world is as a chain has it. A pure function of the two.
///
/// @param steps provider, roles, entries; within each what is wanted first, in the file's order,
///   then what is to be deleted
public record Plan(List<PlannedChange> steps) {
  public Plan {
    steps = List.copyOf(steps);
  }

  /// A plan that takes away all that the chain made.
  ///
  /// @param world as [ReadCurrentState] has read it for that manifest
  public static Plan ofDestruction(Manifest manifest, CurrentState world) {
    return of(manifest.emptied(), world, Adoption.NONE);
  }

  /// @param world as [ReadCurrentState] has read it for that manifest
  public static Plan of(Manifest manifest, CurrentState world, Adoption adoption) {
    var owner = ChainOwner.of(manifest);
    var steps = new ArrayList<PlannedChange>();
    world
        .aws()
        .ifPresent(aws -> {
          steps.addAll(new PlanProvider(owner, manifest, aws, adoption).steps());
          steps.addAll(new PlanRoles(owner, manifest, aws, adoption).steps());
        });
    steps.addAll(new PlanEntries(owner, manifest.workloads(), world.entries()).steps());
    return new Plan(steps);
  }

  /// Whether anything is to be done, deletions among it.
  public boolean pending() {
    return steps.stream().anyMatch(PlannedChange::pending);
  }

  /// How many things it takes away.
  public long drops() {
    return steps.stream().filter(PlannedChange::drops).count();
  }

  /// The plan without what it takes away: that is told, and left.
  public Plan withoutDrops() {
    return new Plan(
        steps.stream().map(step -> step.drops() ? PlannedChangeFields.left(step) : step).toList());
  }

  /// What it would change, as a dry run has it.
  public Changes changes() {
    var changes = new ArrayList<Change>();
    steps.forEach(step -> changes.addAll(PlannedChangeFields.of(step)));
    return new Changes(changes, true);
  }

  /// @throws ProblemException refused, where something of another's is in the way
  public void checkConflicts() {
    for (var step : steps) {
      if (step instanceof PlannedChange.Conflict(_, _, var problem)) {
        throw new ProblemException(problem);
      }
    }
  }
}
