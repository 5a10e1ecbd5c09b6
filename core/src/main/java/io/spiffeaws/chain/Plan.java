package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/// The changes that bring the current state to the one that a chain specifies. A pure function of
/// the two.
///
/// @param steps for the provider, the trust anchor, the profile, roles, entries; within each first
///   the specified ones in the file's order, then the deletions
public record Plan(List<PlannedChange> steps) {
  public Plan {
    steps = List.copyOf(steps);
  }

  /// A plan that deletes all resources that the chain manages.
  ///
  /// @param state as [ReadCurrentState] has read it for that manifest
  public static Plan ofDestruction(Manifest manifest, CurrentState state) {
    return of(manifest.withoutWorkloads(), state, Adoption.NONE);
  }

  /// A plan that creates, changes and deletes.
  ///
  /// @param state as [ReadCurrentState] has read it for that manifest
  public static Plan of(Manifest manifest, CurrentState state, Adoption adoption) {
    var owner = ChainOwner.of(manifest);
    var steps = new ArrayList<PlannedChange>();
    state
        .aws()
        .ifPresent(aws -> {
          steps.addAll(new PlanProvider(owner, manifest, aws, adoption).steps());
          aws.rolesAnywhere()
              .ifPresent(there -> {
                steps.addAll(new PlanAnchor(owner, manifest, aws, there, adoption).steps());
                steps.addAll(new PlanProfile(owner, manifest, aws, there, adoption).steps());
              });
          steps.addAll(new PlanRoles(owner, manifest, aws, adoption).steps());
        });
    steps.addAll(new PlanEntries(owner, manifest.workloads(), state.entries()).steps());
    return new Plan(steps);
  }

  /// Whether there is any change, including deletions.
  public boolean pending() {
    return steps.stream().anyMatch(PlannedChange::pending);
  }

  /// The number of resources that it deletes and that only `--prune` or `destroy` deletes. Each
  /// policy of a deleted role counts; a policy that an updated role loses does not.
  public long deletions() {
    return steps.stream()
        .filter(PlannedChange::deletes)
        .mapToLong(step -> PlannedChangeFields.of(step).size())
        .sum();
  }

  /// The plan without its deletions, which are reported as not deleted.
  public Plan withoutDeletions() {
    return new Plan(
        steps.stream()
            .map(step -> step.deletes() ? PlannedChangeFields.notDeleted(step) : step)
            .toList());
  }

  /// The changes that it would make, as shown by a dry run.
  public Changes changes() {
    var changes = new ArrayList<Change>();
    steps.forEach(step -> changes.addAll(PlannedChangeFields.of(step)));
    return new Changes(changes, true);
  }

  /// Requires that the plan has no conflict.
  ///
  /// @throws ProblemException refused, if a resource that the chain does not manage is in the way
  public void checkConflicts() {
    for (var step : steps) {
      if (step instanceof PlannedChange.Conflict(_, _, var problem)) {
        throw new ProblemException(problem);
      }
    }
  }
}
