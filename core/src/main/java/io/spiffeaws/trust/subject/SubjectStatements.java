package io.spiffeaws.trust.subject;

import io.spiffeaws.trust.policy.ConditionOperator;
import io.spiffeaws.trust.policy.Glob;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustCondition;
import io.spiffeaws.trust.policy.TrustEvaluation;
import io.spiffeaws.trust.policy.TrustEvaluation.Holds;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The statements of a policy that matter when a subject is added with an audience. Some can be
/// extended, and some allow the subject without listing any.
///
/// @param audience the audience that the subject is added with
record SubjectStatements(
    TrustPolicy policy, ProviderAudience target, Subject subject, String audience) {

  /// Statements without a condition on the subject, which allow every ID of the issuer.
  List<TrustStatement> open() {
    return allowing()
        .filter(statement -> statement.conditionsOn(target.subKey()).isEmpty())
        .filter(this::isOpen)
        .toList();
  }

  private boolean isOpen(TrustStatement statement) {
    return switch (evaluation().holds(statement)) {
      case YES -> true;
      case UNKNOWN -> statement.federated().contains(target.provider().text());
      case NO -> false;
    };
  }

  /// The statement to extend: for a pattern preferably one that has patterns, then preferably one
  /// that accepts no other audience.
  Optional<TrustStatement> fitting() {
    return surelyFitting()
        .min(
            Comparator.<TrustStatement>comparingInt(
                    statement -> subject.pattern() && !likes(statement) ? 1 : 0)
                .thenComparingInt(statement -> acceptsOnlyThatAudience(statement) ? 0 : 1));
  }

  Stream<TrustStatement> surelyFitting() {
    return allowing()
        .filter(this::fits)
        .filter(statement -> evaluation().holdsExceptSubject(statement) == Holds.YES);
  }

  /// A statement that would fit if it had no condition on the request (`aws:SourceIp`); preferably
  /// one that lists the subject.
  Optional<TrustStatement> restricting() {
    return allowing()
        .filter(this::fits)
        .filter(statement -> evaluation().holdsExceptSubject(statement) == Holds.UNKNOWN)
        .min(Comparator.comparingInt(statement -> covers(statement) ? 0 : 1));
  }

  /// Whether the statement lists the subject already.
  boolean covers(TrustStatement statement) {
    return sub(statement).values().stream()
        .anyMatch(value ->
            likes(statement) ? Glob.covers(value, subject.text()) : value.equals(subject.text()));
  }

  /// Whether its condition on the subject is `StringLike`.
  boolean likes(TrustStatement statement) {
    return sub(statement).operator().base() == ConditionOperator.Base.STRING_LIKE;
  }

  TrustCondition sub(TrustStatement statement) {
    return statement.conditionsOn(target.subKey()).getFirst();
  }

  private boolean fits(TrustStatement statement) {
    var subs = statement.conditionsOn(target.subKey());
    return subs.size() == 1
        && statement.documented()
        && subs.getFirst().operator().listsExactly()
        && statement.federated().contains(target.provider().text())
        && audienceFits(statement)
        && (likes(statement) || !subject.pattern() || staysExact(subs.getFirst()));
  }

  /// If an audience was requested, the statement must accept no other one: it would allow the
  /// subject with that one too.
  private boolean audienceFits(TrustStatement statement) {
    return target.audience().isEmpty() || acceptsOnlyThatAudience(statement);
  }

  /// Whether one of its conditions holds for that audience and no other.
  boolean acceptsOnlyThatAudience(TrustStatement statement) {
    return statement.conditionsOn(target.audKey()).stream()
        .filter(condition -> condition.operator().listsExactly())
        .anyMatch(condition ->
            !condition.values().isEmpty()
                && condition.values().stream().allMatch(audience::equals)
                && (condition.operator().base() == ConditionOperator.Base.STRING_EQUALS
                    || !Glob.isPattern(audience)));
  }

  /// A value that holds `*` or `?` matches no SPIFFE ID under StringEquals, and would become a
  /// pattern under StringLike.
  private static boolean staysExact(TrustCondition condition) {
    return condition.values().stream().noneMatch(Glob::isPattern);
  }

  private Stream<TrustStatement> allowing() {
    return policy.statements().stream().filter(TrustStatement::allows);
  }

  TrustEvaluation evaluation() {
    return new TrustEvaluation(policy, target.identity(subject, audience));
  }
}
