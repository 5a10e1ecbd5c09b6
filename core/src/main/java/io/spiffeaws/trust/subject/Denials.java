package io.spiffeaws.trust.subject;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.policy.Glob;
import io.spiffeaws.trust.policy.StatementEvaluation;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustEvaluation.Holds;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The Deny statements of a policy that apply to an added subject, or may apply to it.
///
/// @param evaluation for the subject
/// @param subjectKey the condition key of the subject
record Denials(
    TrustPolicy policy, StatementEvaluation evaluation, String subjectKey, Subject subject) {
  /// Checks that no statement certainly denies the subject.
  ///
  /// @throws ProblemException refused, `denied-by-statement`
  void check() {
    those(Holds.YES)
        .findFirst()
        .ifPresent(statement -> {
          throw ProblemException.refused(
              "denied-by-statement",
              "%s of the trust policy denies %s, and no other statement can allow it"
                  .formatted(statement.title(), subject),
              "to allow the ID, change that statement first");
        });
  }

  /// Describes a statement that may deny the subject, or some of the IDs that a pattern matches;
  /// empty if there is none.
  String possible() {
    return possibleEnd().map(end -> "allowed" + end).orElse("");
  }

  /// As [#possible], as the end of a sentence.
  String alsoPossible() {
    return possibleEnd().orElse("");
  }

  private Optional<String> possibleEnd() {
    return those(Holds.UNKNOWN)
        .findFirst()
        .map(statement ->
            ", but %s may deny it: %s"
                .formatted(statement.title(), evaluation.undecidedReason(statement)))
        .or(this::partly);
  }

  /// Describes a statement that lists some of the IDs of a pattern. A single ID is denied or not,
  /// which the evaluation shows.
  private Optional<String> partly() {
    return policy.statements().stream()
        .filter(statement -> subject.pattern() && statement.denies())
        .filter(statement -> evaluation.holdsExceptSubject(statement) != Holds.NO)
        .flatMap(statement ->
            statement.conditionsOn(subjectKey).stream()
                .flatMap(condition -> condition.values().stream())
                .filter(this::overlaps)
                .map(value -> ", but %s may deny %s".formatted(statement.title(), value)))
        .findFirst();
  }

  /// In any letter case, for `StringEqualsIgnoreCase`.
  private boolean overlaps(String value) {
    return Glob.common(value.toLowerCase(Locale.ROOT), subject.text().toLowerCase(Locale.ROOT))
        .isPresent();
  }

  private Stream<TrustStatement> those(Holds holds) {
    return policy.statements().stream()
        .filter(TrustStatement::denies)
        .filter(statement -> evaluation.holds(statement) == holds);
  }
}
