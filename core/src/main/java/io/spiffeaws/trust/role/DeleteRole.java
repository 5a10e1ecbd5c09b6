package io.spiffeaws.trust.role;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.change.StopRequest;
import io.spiffeaws.change.StoppableChanges;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.iam.Roles;
import java.util.ArrayList;
import java.util.List;

/// Deletes a role. Its policies are deleted first, as IAM requires.
public final class DeleteRole {
  private final Roles roles;
  private final RoleLocks locks;
  private final StopRequest stop;

  /// @param stop once it is made, nothing further is deleted
  public DeleteRole(Roles roles, RoleLocks locks, StopRequest stop) {
    this.roles = roles;
    this.locks = locks;
    this.stop = stop;
  }

  /// @param force delete a role that this tool did not create
  public record Request(RoleReference role, boolean force, boolean dryRun) {}

  /// One deletion: how it is reported, and its call.
  private record Step(Change change, Runnable call) {}

  /// Deletes the role. A role that does not exist is reported as unchanged.
  ///
  /// @throws ProblemException refused: `role-not-ours`, `role-in-instance-profile`, or if IAM
  ///   rejects a call
  public StoppableChanges run(Request request) {
    if (request.dryRun()) {
      return planned(request);
    }
    try (var _ = locks.hold(request.role().name().text())) {
      return deleted(request);
    }
  }

  private StoppableChanges planned(Request request) {
    var changes = steps(request).stream().map(Step::change).toList();
    return new StoppableChanges(new Changes(changes, true), 0);
  }

  private StoppableChanges deleted(Request request) {
    var steps = steps(request);
    stop.begin();
    var done = new ArrayList<Change>();
    for (var step : steps) {
      if (stop.isMade()) {
        break;
      }
      step.call().run();
      done.add(step.change());
    }
    return new StoppableChanges(new Changes(done, false), steps.size() - done.size());
  }

  /// Returns the deletions in the order that IAM requires. All reads and checks come before the
  /// first of them.
  private List<Step> steps(Request request) {
    var name = request.role().name().text();
    var role = roles.find(name).map(request.role()::checked);
    if (role.isEmpty()) {
      return List.of(
          new Step(
              new Change(Change.Kind.ROLE, name, Change.Action.UNCHANGED, null, "role not found"),
              () -> {}));
    }
    check(role.get(), request);
    var steps = new ArrayList<Step>();
    for (var policy : roles.attachedPolicies(name)) {
      steps.add(ofPolicy(policy, role.get(), () -> roles.detachPolicy(name, policy)));
    }
    for (var policy : roles.inlinePolicies(name)) {
      steps.add(ofPolicy(policy, role.get(), () -> roles.deleteInlinePolicy(name, policy)));
    }
    steps.add(new Step(deleted(Change.Kind.ROLE, name, role.get()), () -> roles.delete(name)));
    return steps;
  }

  private static Step ofPolicy(String policy, Role role, Runnable call) {
    return new Step(deleted(Change.Kind.ROLE_POLICY, policy, role), call);
  }

  private void check(Role role, Request request) {
    if (!role.isManaged() && !request.force()) {
      throw ProblemException.refused(
          "role-not-ours",
          "role %s was not created by spiffe-aws (it has no tag %s)"
              .formatted(role.name(), Role.MANAGED_TAG),
          "to delete it anyway, add --force");
    }
    var profiles = roles.instanceProfiles(role.name());
    if (!profiles.isEmpty()) {
      throw ProblemException.refused(
          "role-in-instance-profile",
          "role " + role.name() + " is in the instance profile " + String.join(", ", profiles),
          "to remove it first, run: aws iam remove-role-from-instance-profile --role-name %s"
                  .formatted(role.name())
              + " --instance-profile-name "
              + profiles.getFirst());
    }
  }

  private static Change deleted(Change.Kind kind, String name, Role role) {
    return new Change(kind, name, Change.Action.DELETED, role.arn(), "");
  }
}
