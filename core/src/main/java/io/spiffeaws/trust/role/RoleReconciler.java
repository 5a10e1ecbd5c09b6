package io.spiffeaws.trust.role;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.iam.ChangeReport;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.RolePolicies;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.policy.LineDiff;
import io.spiffeaws.trust.subject.AllSubjects;
import io.spiffeaws.trust.subject.ListedSubject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Updates an existing role to the desired state. IAM has no transactions, and a call may fail
/// after earlier ones have succeeded. So the calls are in an order that is safe to stop after any
/// call. No ID ever has more permissions than before or than after. Everything that can be checked
/// is checked before the first call.
///
/// 1. Remove permissions ([PolicyWrites]) and shorten the maximum session duration.
/// 2. If the boundary or tags change, which may both add and remove permissions: restrict the trust
///    policy to the IDs that it allows before and after. Otherwise removed IDs would get
///    permissions by the new boundary, and new IDs by the old one.
/// 3. Set the boundary and tags.
/// 4. Set the trust policy.
/// 5. Add permissions, delete the boundary, and extend the maximum session duration.
final class RoleReconciler {
  private final Roles roles;
  private final TrustPolicyUpdate trust;

  RoleReconciler(Roles roles, TrustPolicyUpdate trust) {
    this.roles = roles;
    this.trust = trust;
  }

  ChangeReport update(Role role, DesiredRole desired, boolean dryRun) {
    TrustPolicyUpdate.Edit edit = found -> trusted(found, desired);
    var trusted = trust.run(RoleReference.of(desired.name()), edit, true);
    var before = policies(role, desired);
    var after = after(before, desired);
    var settings = new RoleSettingsEdit(roles, role, desired);
    if (!dryRun) {
      var together = !trusted.changed() && !settings.changesMeaning();
      var writes = PolicyWrites.between(before, after, together);
      settings.restrict();
      apply(writes.restricting(), role.name());
      if (settings.changesMeaning()) {
        restrictTrust(role, desired);
      }
      settings.change();
      trust.run(RoleReference.of(desired.name()), edit, false);
      apply(writes.extending(), role.name());
      settings.extend();
    }
    var changes = new ArrayList<Change>();
    changes.add(settings(role, desired, settings));
    changes.addAll(trusted.changes());
    changes.addAll(PolicyChanges.desired(desired, before, role.arn()));
    changes.addAll(PolicyChanges.dropped(before, after, role.arn()));
    return new ChangeReport(new Changes(changes, dryRun), trusted.warnings());
  }

  private void apply(List<PolicyWrite> writes, String role) {
    writes.forEach(write -> write.apply(role, roles));
  }

  /// The role's policies; without `exact`, only the specified ones.
  private RolePolicies policies(Role role, DesiredRole desired) {
    var attached =
        desired.exact() || !desired.attached().isEmpty()
            ? roles.attachedPolicies(role.name())
            : List.<String>of();
    var names =
        desired.exact()
            ? roles.inlinePolicies(role.name())
            : List.copyOf(desired.inline().keySet());
    var inline = new HashMap<String, Json>();
    for (var name : names) {
      roles
          .inlinePolicy(role.name(), name)
          .ifPresent(text -> inline.put(name, JsonText.parse(text, "the inline policy " + name)));
    }
    return RolePolicies.of(new HashSet<>(attached), inline);
  }

  private static RolePolicies after(RolePolicies before, DesiredRole desired) {
    var asked = desired.rolePolicies();
    if (desired.exact()) {
      return asked;
    }
    var attached = new HashSet<>(before.attached());
    attached.addAll(asked.attached());
    var inline = new HashMap<>(before.inline());
    inline.putAll(asked.inline());
    return RolePolicies.of(attached, inline);
  }

  private void restrictTrust(Role role, DesiredRole desired) {
    if (!desired.exact()) {
      return;
    }
    var common = desired.trustWithin(role.trust());
    if (!common.meansSameAs(role.trust())) {
      trust.run(
          RoleReference.of(desired.name()),
          found ->
              new TrustPolicyUpdate.Edited(
                  found,
                  common.meansSameAs(found.trust()) ? found.trust() : common,
                  List.of(),
                  List.of()),
          false);
    }
  }

  /// Adds the policies of a role that has just been created, or will be.
  ///
  /// @param arn the role's; null if it does not exist yet
  List<Change> addPolicies(DesiredRole desired, @Nullable String arn, boolean dryRun) {
    if (!dryRun) {
      apply(
          PolicyWrites.between(RolePolicies.NONE, desired.rolePolicies(), true).inOrder(),
          desired.name().text());
    }
    return PolicyChanges.desired(desired, RolePolicies.NONE, arn);
  }

  /// @throws ProblemException refused, if the role is not managed by this tool, or cannot be
  ///   updated
  static void check(Role role, DesiredRole desired) {
    if (!role.isManaged() && !desired.adopt()) {
      throw ProblemException.refused(
          "role-not-ours",
          "role %s exists, but was not created by spiffe-aws (it has no tag %s)"
              .formatted(role.name(), Role.MANAGED_TAG),
          "to extend it anyway, add --adopt; or use another name");
    }
    if (desired.path().filter(path -> !path.equals(role.path())).isPresent()) {
      throw ProblemException.refused(
          "path-is-fixed",
          "role %s has the path %s, and IAM cannot change that".formatted(role.name(), role.path()),
          "leave out --path, or to delete the role first, run: spiffe-aws trust role delete "
              + role.name());
    }
  }

  private static TrustPolicyUpdate.Edited trusted(Role role, DesiredRole desired) {
    if (desired.exact()) {
      return exactly(role, desired);
    }
    var changes = new ArrayList<Change>();
    var warnings = new ArrayList<String>();
    var policy = role.trust();
    for (var way : desired.ways()) {
      var edited =
          SubjectChanges.added(
              role.trusting(policy),
              way,
              desired.subjects(),
              (before, subject) -> way.add(before, subject, false));
      changes.addAll(edited.changes());
      warnings.addAll(edited.warnings());
      policy = edited.policy();
    }
    return new TrustPolicyUpdate.Edited(role, desired.taggable(policy), changes, warnings);
  }

  private static TrustPolicyUpdate.Edited exactly(Role role, DesiredRole desired) {
    var same = role.trust().meansSameAs(desired.trust());
    var before = AllSubjects.of(role.trust()).stream().map(ListedSubject::sub).toList();
    var after = AllSubjects.of(desired.trust()).stream().map(ListedSubject::sub).toList();
    var diff = same ? "" : LineDiff.of(role.trust().pretty(), desired.trust().pretty());
    var names = new LinkedHashSet<>(after);
    names.addAll(before);
    var changes = new ArrayList<Change>();
    for (var name : names) {
      var action =
          !before.contains(name)
              ? Change.Action.CREATED
              : !after.contains(name)
                  ? Change.Action.DELETED
                  : same ? Change.Action.UNCHANGED : Change.Action.UPDATED;
      changes.add(
          new Change(
              Change.Kind.TRUST_SUB, name, action, role.arn(), changes.isEmpty() ? diff : ""));
    }
    return new TrustPolicyUpdate.Edited(
        role, same ? role.trust() : desired.trust(), changes, List.of());
  }

  /// The change of the session duration, boundary, tags and session tagging.
  private static Change settings(Role role, DesiredRole desired, RoleSettingsEdit edit) {
    var diff = new ArrayList<>(edit.lines());
    if (desired.sessionTags() && !desired.taggable(role.trust()).equals(role.trust())) {
      diff.add("+ session tags from tokens (sts:TagSession in the trust policy)");
    }
    return new Change(
        Change.Kind.ROLE,
        role.name(),
        diff.isEmpty() ? Change.Action.UNCHANGED : Change.Action.UPDATED,
        role.arn(),
        String.join("\n", diff));
  }
}
