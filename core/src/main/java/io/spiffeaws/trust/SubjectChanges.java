package io.spiffeaws.trust;

import io.spiffeaws.change.Change;
import io.spiffeaws.trust.TrustUpdate.Edited;
import java.util.ArrayList;
import java.util.List;

/// Applies several subjects to one policy, one after the other, and says what became of each.
final class SubjectChanges {
  private static final int LONGEST_SURE_SUBJECT = 255;

  /// What to do with one subject.
  interface Step {
    TrustEdit apply(TrustPolicy policy, TrustSubject subject);
  }

  private SubjectChanges() {}

  static Edited of(Role role, List<TrustSubject> subjects, Change.Action done, Step step) {
    var policy = role.trust();
    var changes = new ArrayList<Change>();
    var warnings = new ArrayList<String>();
    for (var subject : subjects) {
      var edit = step.apply(policy, subject);
      changes.add(change(role, subject, done, policy, edit));
      if (done == Change.Action.DELETED && edit.reason().startsWith("still ")) {
        warnings.add(subject + " is " + edit.reason());
      }
      if (done == Change.Action.CREATED && edit.changed() && !edit.reason().isEmpty()) {
        warnings.add(subject + " is " + edit.reason());
      }
      if (done == Change.Action.CREATED && subject.text().length() > LONGEST_SURE_SUBJECT) {
        warnings.add(subject + " has more than 255 characters, which STS may not take");
      }
      policy = edit.policy();
    }
    return new Edited(role, policy, changes, warnings);
  }

  private static Change change(
      Role role, TrustSubject subject, Change.Action done, TrustPolicy before, TrustEdit edit) {
    return new Change(
        Change.Kind.TRUST_SUB,
        subject.text(),
        edit.changed() ? done : Change.Action.UNCHANGED,
        role.arn(),
        edit.changed() ? LineDiff.of(before.pretty(), edit.policy().pretty()) : edit.reason());
  }
}
