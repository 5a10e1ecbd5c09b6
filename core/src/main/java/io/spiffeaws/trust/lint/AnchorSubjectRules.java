package io.spiffeaws.trust.lint;

import io.spiffeaws.trust.policy.ConditionOperator;
import io.spiffeaws.trust.policy.Glob;
import io.spiffeaws.trust.policy.SessionTag;
import io.spiffeaws.trust.policy.TrustCondition;
import java.util.List;
import java.util.Optional;

/// Checks the IDs that one statement lists for IAM Roles Anywhere.
final class AnchorSubjectRules {
  private final AnchorSubject subject;

  AnchorSubjectRules(AnchorSubject subject) {
    this.subject = subject;
  }

  List<Finding> findings() {
    return subject.listing().stream()
        .flatMap(condition ->
            condition.values().stream().flatMap(value -> finding(condition, value).stream()))
        .toList();
  }

  /// Returns only the first problem of the ID; further ones would repeat it.
  private Optional<Finding> finding(TrustCondition condition, String id) {
    if (id.contains("${")) {
      return Optional.of(
          subject.finding(FindingCode.POLICY_VARIABLE, "names " + id, subject.replace(id)));
    }
    return breadth(condition, id)
        .or(() -> form(id))
        .or(() -> use(id))
        .or(() -> covered(condition, id));
  }

  private Optional<Finding> breadth(TrustCondition condition, String id) {
    if (!likes(condition)) {
      return Glob.isPattern(id)
          ? removable(FindingCode.LITERAL_WILDCARD, id, id + " under " + condition.spelled())
          : Optional.empty();
    }
    return SubjectShape.tooWide(id)
        .map(code -> subject.finding(code, "allows " + id, subject.replace(id)));
  }

  private Optional<Finding> form(String id) {
    if (SubjectShape.everything(id)) {
      return Optional.empty();
    }
    if (!SessionTag.fits(id)) {
      return removable(FindingCode.UNFIT_TAG, id, "\"" + id + "\": " + SessionTag.misfit(id));
    }
    return SubjectShape.notAnId(id)
        .flatMap(why -> removable(FindingCode.NOT_A_SPIFFE_ID, id, "\"" + id + "\": " + why));
  }

  /// An action that is missing has a finding of its own.
  private Optional<Finding> use(String id) {
    if (!subject.missingActions().isEmpty()) {
      return Optional.empty();
    }
    return subject
        .denialReason(id)
        .flatMap(why ->
            removable(
                why.endsWith("denies it") ? FindingCode.DENIED_SUBJECT : FindingCode.DEAD_SUBJECT,
                id,
                why.endsWith("denies it") ? id + ", but " + why : id + " without effect: " + why));
  }

  private Optional<Finding> covered(TrustCondition condition, String id) {
    return condition.values().stream()
        .filter(_ -> likes(condition))
        .filter(other -> !other.equals(id) && Glob.covers(other, id))
        .findFirst()
        .flatMap(other ->
            removable(FindingCode.COVERED_SUBJECT, id, id + ", which " + other + " covers"));
  }

  private Optional<Finding> removable(FindingCode code, String id, String detail) {
    return Optional.of(subject.finding(code, "names " + detail, subject.remove(id)));
  }

  private static boolean likes(TrustCondition condition) {
    return condition.operator().base() == ConditionOperator.Base.STRING_LIKE;
  }
}
