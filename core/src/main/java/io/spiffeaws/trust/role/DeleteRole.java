package io.spiffeaws.trust.role;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.change.StopRequest;
import io.spiffeaws.change.StoppableChanges;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.RolePolicies;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.iam.Roles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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

  /// One call, and what it deletes.
  private record Step(List<Change> changes, Runnable call) {}

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
    var changes = changes(steps(request));
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
      done.addAll(step.changes());
    }
    return new StoppableChanges(new Changes(done, false), changes(steps).size() - done.size());
  }

  private static List<Change> changes(List<Step> steps) {
    return steps.stream().flatMap(step -> step.changes().stream()).toList();
  }

  /// Returns the deletions in the order that IAM requires. All reads and checks come before the
  /// first of them.
  private List<Step> steps(Request request) {
    var name = request.role().name().text();
    var role = roles.find(name).map(request.role()::checked);
    if (role.isEmpty()) {
      return List.of(
          new Step(
              List.of(
                  new Change(
                      Change.Kind.ROLE, name, Change.Action.UNCHANGED, null, "role not found")),
              () -> {}));
    }
    check(role.get(), request);
    var steps = new ArrayList<Step>();
    for (var write : deletions(name)) {
      steps.add(new Step(changes(write, role.get()), () -> write.apply(name, roles)));
    }
    steps.add(
        new Step(List.of(deleted(Change.Kind.ROLE, name, role.get())), () -> roles.delete(name)));
    return steps;
  }

  /// The deletions of the policies, those that deny last: IDs that may assume the role must not get
  /// more permissions meanwhile.
  private List<PolicyWrite> deletions(String name) {
    var documents = new HashMap<String, Json>();
    for (var policy : roles.inlinePolicies(name)) {
      var text = roles.inlinePolicy(name, policy).orElse("{}");
      documents.put(policy, JsonText.parse(text, "the inline policy " + policy));
    }
    var policies = RolePolicies.of(new HashSet<>(roles.attachedPolicies(name)), documents);
    return PolicyWrites.between(policies, RolePolicies.NONE, true).inOrder();
  }

  /// None for a policy that is first reduced to what it denies.
  private static List<Change> changes(PolicyWrite write, Role role) {
    return switch (write) {
      case PolicyWrite.Detach(var arn) -> List.of(deleted(Change.Kind.ROLE_POLICY, arn, role));
      case PolicyWrite.Delete(var policy) ->
          List.of(deleted(Change.Kind.ROLE_POLICY, policy, role));
      case PolicyWrite.Attach _, PolicyWrite.Put _ -> List.of();
    };
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
