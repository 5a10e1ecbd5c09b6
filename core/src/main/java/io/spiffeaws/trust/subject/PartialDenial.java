package io.spiffeaws.trust.subject;

import io.spiffeaws.trust.policy.Glob;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// Deny statements that apply to some of the IDs that a pattern matches.
final class PartialDenial {
  private PartialDenial() {}

  /// Describes the first such statement, as the end of a sentence.
  ///
  /// A single ID is denied or not, which the evaluation shows: the result is then empty.
  ///
  /// @param applies whether a statement may apply, apart from its conditions on the subject
  /// @param subjectKey the condition key of the subject
  static Optional<String> of(
      TrustPolicy policy, Predicate<TrustStatement> applies, String subjectKey, Subject subject) {
    if (!subject.pattern()) {
      return Optional.empty();
    }
    return policy.statements().stream()
        .filter(TrustStatement::denies)
        .filter(applies)
        .flatMap(statement ->
            statement.conditionsOn(subjectKey).stream()
                .flatMap(condition -> condition.values().stream())
                .filter(value -> overlaps(value, subject))
                .map(value -> ", but %s may deny %s".formatted(statement.title(), value)))
        .findFirst();
  }

  /// In any letter case, for `StringEqualsIgnoreCase`.
  private static boolean overlaps(String value, Subject subject) {
    return Glob.common(value.toLowerCase(Locale.ROOT), subject.text().toLowerCase(Locale.ROOT))
        .isPresent();
  }
}
