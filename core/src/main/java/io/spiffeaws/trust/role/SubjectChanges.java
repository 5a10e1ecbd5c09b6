package io.spiffeaws.trust.role;

import io.spiffeaws.change.Change;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.policy.LineDiff;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.role.TrustPolicyUpdate.Edited;
import io.spiffeaws.trust.subject.PolicyEdit;
import io.spiffeaws.trust.subject.TrustWay;
import java.util.ArrayList;
import java.util.List;

/// Edits one policy for several subjects in order, and reports the change of each.
public final class SubjectChanges {
  /// The edit for one subject.
  public interface Step {
    PolicyEdit apply(TrustPolicy policy, Subject subject);
  }

  private final Role role;
  private final SubjectWarnings effects;
  private final List<Change> changes = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private TrustPolicy policy;

  private SubjectChanges(Role role, TrustWay way) {
    this.role = role;
    this.effects = SubjectWarnings.of(role, way);
    this.policy = role.trust();
  }

  /// Adds subjects. Warns if a subject may still be denied, or is allowed with more than one
  /// audience.
  public static Edited added(Role role, TrustWay way, List<Subject> subjects, Step step) {
    var edit = new SubjectChanges(role, way);
    subjects.forEach(subject -> edit.add(subject, step));
    return edit.edited();
  }

  /// Removes subjects. Warns of everything that still allows one after all of them are removed.
  public static Edited removed(Role role, TrustWay way, List<Subject> subjects, Step step) {
    var edit = new SubjectChanges(role, way);
    subjects.forEach(subject -> edit.apply(subject, Change.Action.DELETED, step));
    subjects.stream()
        .distinct()
        .forEach(subject -> edit.warnings.addAll(edit.effects.removed(edit.policy, subject)));
    return edit.edited();
  }

  private void add(Subject subject, Step step) {
    var before = policy;
    var edit = apply(subject, Change.Action.CREATED, step);
    if (edit.changed() && !edit.reason().isEmpty()) {
      warnings.add(subject + " is " + edit.reason());
    }
    if (edit.changed()) {
      warnings.addAll(effects.added(before, policy, subject));
    }
    warnings.addAll(effects.requested(subject));
  }

  private PolicyEdit apply(Subject subject, Change.Action done, Step step) {
    var edit = step.apply(policy, subject);
    changes.add(change(subject, done, edit));
    policy = edit.policy();
    return edit;
  }

  private Change change(Subject subject, Change.Action done, PolicyEdit edit) {
    return new Change(
        Change.Kind.TRUST_SUB,
        subject.text(),
        edit.changed() ? done : Change.Action.UNCHANGED,
        role.arn(),
        edit.changed() ? LineDiff.of(policy.pretty(), edit.policy().pretty()) : edit.reason());
  }

  private Edited edited() {
    return new Edited(role, policy, changes, warnings);
  }
}
