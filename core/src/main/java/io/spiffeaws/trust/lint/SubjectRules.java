package io.spiffeaws.trust.lint;

import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.trust.issuer.KnownIssuer;
import io.spiffeaws.trust.policy.ConditionOperator;
import io.spiffeaws.trust.policy.Glob;
import io.spiffeaws.trust.policy.TrustCondition;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Checks the subjects that one statement lists for one provider.
final class SubjectRules {
  private final LintSubject lintSubject;
  private final boolean allowsAny;
  private final boolean spiffe;
  private final Set<String> reported;

  /// @param allowsAny whether the statement allows any token of that provider
  /// @param reported values that another finding is about
  SubjectRules(LintSubject lintSubject, boolean allowsAny, Set<String> reported) {
    this.lintSubject = lintSubject;
    this.allowsAny = allowsAny;
    this.reported = reported;
    this.spiffe = lintSubject.spiffe();
  }

  Stream<Finding> findings() {
    return lintSubject.listing("sub").stream()
        .flatMap(condition ->
            condition.values().stream()
                .filter(value -> !reported.contains(value))
                .flatMap(value -> finding(condition, value).stream()));
  }

  /// Returns only the first problem of the subject; further ones would repeat it.
  private Optional<Finding> finding(TrustCondition condition, String subject) {
    if (subject.contains("${")) {
      return Optional.of(
          lintSubject.finding(
              FindingCode.POLICY_VARIABLE,
              "names " + subject,
              lintSubject.fixCommands().replace(lintSubject.provider(), subject)));
    }
    return breadth(condition, subject)
        .or(() -> form(subject))
        .or(() -> use(subject))
        .or(() -> covered(condition, subject));
  }

  private Optional<Finding> breadth(TrustCondition condition, String subject) {
    if (!likes(condition)) {
      return Glob.isPattern(subject)
          ? Optional.of(
              lintSubject.finding(
                  FindingCode.LITERAL_WILDCARD,
                  "names %s under %s".formatted(subject, condition.spelled()),
                  lintSubject.fixCommands().remove(lintSubject.provider(), subject)))
          : Optional.empty();
    }
    return spiffe && allowsAny
        ? SubjectShape.tooWide(subject)
            .map(code ->
                lintSubject.finding(
                    code,
                    "allows " + subject,
                    lintSubject.fixCommands().replace(lintSubject.provider(), subject)))
        : ofOther(subject).filter(_ -> allowsAny);
  }

  private Optional<Finding> ofOther(String subject) {
    var forms = KnownIssuer.forms(lintSubject.provider().hostPath());
    return SubjectShape.tooWide(subject, forms)
        .filter(_ -> !spiffe)
        .map(code ->
            lintSubject.finding(
                code,
                "allows " + subject,
                lintSubject
                    .fixCommands()
                    .edit(
                        SubjectShape.example(subject, forms)
                            .map(example -> "specify the full name of the owner, as in " + example)
                            .orElse("specify the intended subjects"))));
  }

  private Optional<Finding> form(String subject) {
    if (!spiffe || SubjectShape.everything(subject)) {
      return Optional.empty();
    }
    var bad = SubjectShape.notAnId(subject);
    if (bad.isPresent()) {
      return removable(FindingCode.NOT_A_SPIFFE_ID, subject, "\"" + subject + "\": " + bad.get());
    }
    return !Glob.isPattern(subject) && SpiffeId.parse(subject).reserved()
        ? removable(FindingCode.RESERVED_SUBJECT, subject, subject)
        : Optional.empty();
  }

  private Optional<Finding> use(String subject) {
    if (!allowsAny) {
      return Optional.empty();
    }
    var denial = lintSubject.denialReason(subject);
    if (denial.isPresent()) {
      return removable(
          FindingCode.DEAD_SUBJECT, subject, subject + " without effect: " + denial.get());
    }
    return lintSubject
        .policyDenialReason(subject)
        .flatMap(by -> removable(FindingCode.DENIED_SUBJECT, subject, subject + ", but " + by));
  }

  private Optional<Finding> covered(TrustCondition condition, String subject) {
    return condition.values().stream()
        .filter(_ -> likes(condition))
        .filter(other -> !other.equals(subject) && Glob.covers(other, subject))
        .findFirst()
        .flatMap(other ->
            removable(
                FindingCode.COVERED_SUBJECT, subject, subject + ", which " + other + " covers"));
  }

  private Optional<Finding> removable(FindingCode code, String subject, String detail) {
    return Optional.of(
        lintSubject.finding(
            code,
            "names " + detail,
            lintSubject.fixCommands().remove(lintSubject.provider(), subject)));
  }

  private static boolean likes(TrustCondition condition) {
    return condition.operator().base() == ConditionOperator.Base.STRING_LIKE;
  }
}
