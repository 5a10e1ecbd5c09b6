package io.spiffeaws.trust.role;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
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

  public DeleteRole(Roles roles, RoleLocks locks) {
    this.roles = roles;
    this.locks = locks;
  }

  /// @param force delete a role that this tool did not create
  public record Request(RoleReference role, boolean force, boolean dryRun) {}

  /// Deletes the role. A role that does not exist is reported as unchanged.
  ///
  /// @throws ProblemException refused: `role-not-ours`, `role-in-instance-profile`, or if IAM
  ///   rejects a call
  public Changes run(Request request) {
    if (request.dryRun()) {
      return new Changes(delete(request), true);
    }
    try (var _ = locks.hold(request.role().name().text())) {
      return new Changes(delete(request), false);
    }
  }

  private List<Change> delete(Request request) {
    var name = request.role().name().text();
    var role = roles.find(name).map(request.role()::checked);
    if (role.isEmpty()) {
      return List.of(
          new Change(Change.Kind.ROLE, name, Change.Action.UNCHANGED, null, "role not found"));
    }
    check(role.get(), request);
    var changes = new ArrayList<Change>();
    var attached = roles.attachedPolicies(name);
    var inline = roles.inlinePolicies(name);
    if (!request.dryRun()) {
      deletePolicies(name, attached, inline);
      roles.delete(name);
    }
    attached.forEach(arn -> changes.add(deleted(Change.Kind.ROLE_POLICY, arn, role.get())));
    inline.forEach(policy -> changes.add(deleted(Change.Kind.ROLE_POLICY, policy, role.get())));
    changes.add(deleted(Change.Kind.ROLE, name, role.get()));
    return changes;
  }

  /// Deletes the policies, those that deny last: whoever may assume the role must not get more
  /// permissions meanwhile.
  private void deletePolicies(String name, List<String> attached, List<String> inline) {
    var documents = new HashMap<String, Json>();
    for (var policy : inline) {
      var text = roles.inlinePolicy(name, policy).orElse("{}");
      documents.put(policy, JsonText.parse(text, "the inline policy " + policy));
    }
    var policies = RolePolicies.of(new HashSet<>(attached), documents);
    PolicyWrites.between(policies, RolePolicies.NONE, true)
        .inOrder()
        .forEach(write -> write.apply(name, roles));
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
